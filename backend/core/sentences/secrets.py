"""Sentences about keys, passwords and tokens."""

from typing import Final

SECRETS: Final[dict[str, tuple[str, str]]] = {
    # The master key
    "master-key-missing": (
        "There is no master key here. Put the key's file back from its safe copy, or name where "
        "it lies; without it nothing that was encrypted can be read.",
        "此处没有主密钥。请从安全备份中恢复密钥文件，或指明其位置；没有它，已加密的内容都无法读取。",
    ),
    "master-key-unreadable": (
        "The master key's file cannot be read ({detail}). Check the name, and that the account "
        "which runs this program owns the file.",
        "无法读取主密钥文件（{detail}）。请检查文件名，并确认运行本程序的账户是该文件的所有者。",
    ),
    "master-key-exposed": (
        "Other accounts of this machine may read the master key. Run `chmod 600 {file}`, and "
        "replace the key if others may have read it.",
        "本机其他账户可以读取主密钥。请运行 `chmod 600 {file}`；若可能已被他人读取，请更换密钥。",
    ),
    "master-key-malformed": (
        "This is no master key, which is {bytes} bytes written in base64. Put back the key from "
        "its safe copy, unchanged.",
        "这不是主密钥；主密钥应为以 base64 书写的 {bytes} 个字节。请从安全备份中原样恢复。",
    ),
    "master-key-exists": (
        "There is a master key here already, and it is never overwritten. Use it, or name another "
        "file.",
        "此处已有主密钥，绝不会被覆盖。请使用该密钥，或指定其他文件。",
    ),
    "master-key-unwritable": (
        "The master key cannot be written ({detail}). Name a file in a folder that you may write "
        "to.",
        "无法写入主密钥（{detail}）。请指定可写入的文件夹中的文件。",
    ),
    # The key store
    "key-store-other-key": (
        "This key store is sealed with the master key {made}, and the one given is {given}. Name "
        "the right key, or the data folder that belongs to this one.",
        "此密钥库是用主密钥 {made} 封存的，而给出的是 {given}。"
        "请给出正确的主密钥，或指定与之对应的数据文件夹。",
    ),
    "key-store-missing": (
        "There is no key store here. Name the data folder of the installation that is meant.",
        "此处没有密钥库。请指定所要操作的安装的数据文件夹。",
    ),
    "key-store-lacks-key": (
        "Some residents' keys are still wrapped with a master key that is not given ({missing}). "
        "Give it as well, in a line below the one in use.",
        "部分居民密钥仍由未给出的主密钥（{missing}）封存。请在所用主密钥的下一行一并给出。",
    ),
    "key-store-changing": (
        "Another process is putting a new master key to use here. Wait until it is done.",
        "另一进程正在此处更换主密钥。请等待其完成。",
    ),
    "master-key-not-in-file": (
        "The master key stands in the environment, where it cannot be replaced from here. Make a "
        "new one (`head -c 32 /dev/urandom | base64`), put it before the old one with a space "
        "between, restart the service, and run this again; or keep the key in a file.",
        "主密钥写在环境变量中，无法在此更换。请生成新密钥（`head -c 32 /dev/urandom | base64`），"
        "写在旧密钥之前并以空格隔开，重启服务后再次运行本命令；或改用密钥文件。",
    ),
    "key-store-unreadable": (
        "The key store cannot be used ({detail}). Check that you may read and write it; if it is "
        "damaged, put it back from its copy.",
        "无法使用密钥库（{detail}）。请检查读写权限；若已损坏，请从副本恢复。",
    ),
    "key-store-newer": (
        "The key store was written by a newer version of the program (its schema is {found}, this "
        "version knows {known}). Run the newer version.",
        "密钥库由更新版本的程序写入（其结构版本为 {found}，本版本只识别 {known}）。"
        "请运行更新的版本。",
    ),
    # Passwords
    "password-too-short": (
        "The password has fewer than {least} characters. Choose a longer one, such as four words "
        "that do not belong together.",
        "密码少于 {least} 个字符。请选用更长的密码，例如四个互不相关的词语。",
    ),
    "password-too-long": (
        "The password has more than {most} characters. Choose a shorter one.",
        "密码超过 {most} 个字符。请选用更短的密码。",
    ),
    "password-too-simple": (
        "This password is among the first that anyone would try. Choose another, with letters and "
        "not a common one.",
        "这个密码很容易被猜到。请另选一个，须含字母或文字，且不是常见密码。",
    ),
    "too-busy": (
        "Too much is asked at this moment. Try again in a few seconds.",
        "此刻请求过多。请几秒钟后再试。",
    ),
    # Tokens
    "token-missing": (
        "This needs a signed-in account. Sign in and send the token in the header Authorization.",
        "此操作需要登录。请先登录，并在 Authorization 标头中发送令牌。",
    ),
    "token-invalid": (
        "The token was not issued here or has been changed. Sign in again.",
        "令牌不是由本系统签发，或已被改动。请重新登录。",
    ),
    "token-expired": (
        "The token has expired. Renew it, or sign in again.",
        "令牌已过期。请续期或重新登录。",
    ),
    "token-revoked": (
        "This sign-in has been ended. Sign in again.",
        "本次登录已被终止。请重新登录。",
    ),
}
