<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountCard</name>
    <message>
        <source>The account in detail</source>
        <translation>账户详情</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>Own number</source>
        <translation>本人证件号码</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>是否已确认</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建日期</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>更改(&amp;C)…</translation>
    </message>
    <message>
        <source>New &amp;password…</source>
        <translation>重设密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Con&amp;firm the account…</source>
        <translation>确认账户(&amp;F)…</translation>
    </message>
    <message>
        <source>D&amp;isable…</source>
        <translation>停用(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Enable again</source>
        <translation>重新启用(&amp;E)</translation>
    </message>
    <message>
        <source>You may read accounts; administrators change them.</source>
        <translation>您可以查看账户；更改须由管理员办理。</translation>
    </message>
    <message>
        <source>This is your own account. Another administrator disables it or changes its role; your password you change yourself, in the menu File.</source>
        <translation>这是您自己的账户。停用或更改角色须由其他管理员办理；您的密码请在“文件”菜单中自行更改。</translation>
    </message>
    <message>
        <source>You handed this account out. Another administrator confirms it.</source>
        <translation>此账户由您经手，须由其他管理员确认。</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>New account</source>
        <translation>新建账户</translation>
    </message>
    <message>
        <source>Change the account</source>
        <translation>更改账户</translation>
    </message>
    <message>
        <source>Make the account</source>
        <translation>创建账户</translation>
    </message>
    <message>
        <source>Save the change</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>No department</source>
        <translation>无部门</translation>
    </message>
    <message>
        <source>Choose a provider</source>
        <translation>请选择提供方</translation>
    </message>
    <message>
        <source>A &amp;person</source>
        <translation>人员(&amp;P)</translation>
    </message>
    <message>
        <source>A department&apos;s s&amp;ystem, which enters deeds by itself</source>
        <translation>部门系统，自行录入行为(&amp;Y)</translation>
    </message>
    <message>
        <source>F&amp;orget the number that is kept</source>
        <translation>删除已保存的号码(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>姓名(&amp;F)</translation>
    </message>
    <message>
        <source>What the system is, such as “Library counter, east hall”.</source>
        <translation>系统的名称，例如“图书馆东厅服务窗口”。</translation>
    </message>
    <message>
        <source>As colleagues write it.</source>
        <translation>按同事通常的写法填写。</translation>
    </message>
    <message>
        <source>&amp;Signs in as</source>
        <translation>登录名(&amp;S)</translation>
    </message>
    <message>
        <source>It stays as it was made.</source>
        <translation>创建后不能更改。</translation>
    </message>
    <message>
        <source>Letters, digits and . _ - @ +; such as chen.jing. It cannot be changed.</source>
        <translation>字母、文字、数字和 . _ - @ +，例如 chen.jing。创建后不能更改。</translation>
    </message>
    <message>
        <source>Another administrator changes your role and department.</source>
        <translation>您的角色和部门须由其他管理员更改。</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Department</source>
        <translation>部门(&amp;D)</translation>
    </message>
    <message>
        <source>Pro&amp;vider</source>
        <translation>提供方(&amp;V)</translation>
    </message>
    <message>
        <source>Whose perks are booked with this account.</source>
        <translation>用此账户登记使用的是该提供方的便利项目。</translation>
    </message>
    <message>
        <source>&amp;Identity card number</source>
        <translation>身份证号码(&amp;I)</translation>
    </message>
    <message>
        <source>Your number is kept. Another administrator changes it.</source>
        <translation>您的号码已保存。由其他管理员更改。</translation>
    </message>
    <message>
        <source>A number is kept, hashed. Leave this empty to leave it as it is.</source>
        <translation>已保存号码的散列值。留空则保持不变。</translation>
    </message>
    <message>
        <source>May be left empty. Kept hashed and never shown again; with it, the person&apos;s own file as a resident is closed to this account.</source>
        <translation>可不填。只保存散列值，不再显示；填写后，此账户不能经办或查阅本人作为居民的档案。</translation>
    </message>
    <message>
        <source>Whose deeds are entered with this account.</source>
        <translation>此账户为该部门录入行为。</translation>
    </message>
    <message>
        <source>Only for an officer who enters deeds, too.</source>
        <translation>仅适用于兼录入行为的经办人员。</translation>
    </message>
    <message>
        <source>This role enters no deeds, and has none.</source>
        <translation>此角色不录入行为，无须部门。</translation>
    </message>
    <message>
        <source>What you typed is not saved. Close once more to drop it.</source>
        <translation>输入的内容尚未保存。再次关闭即放弃。</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>请输入姓名。</translation>
    </message>
    <message>
        <source>Type what one signs in with.</source>
        <translation>请输入登录名。</translation>
    </message>
    <message>
        <source>Choose a department: a collector enters its deeds.</source>
        <translation>请选择部门：信息采集员为其录入行为。</translation>
    </message>
    <message>
        <source>Choose a provider: a counter is the desk of one.</source>
        <translation>请选择提供方：服务窗口属于一个提供方。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Counter mode</source>
        <translation>服务窗口模式</translation>
    </message>
    <message>
        <source>Bookings</source>
        <translation>登记记录</translation>
    </message>
    <message>
        <source>Log a deed</source>
        <translation>录入行为</translation>
    </message>
    <message>
        <source>Outbox and entries</source>
        <translation>发件箱与录入记录</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认行为</translation>
    </message>
    <message>
        <source>Objections and repairs</source>
        <translation>异议与修复</translation>
    </message>
    <message>
        <source>Resident&apos;s file</source>
        <translation>居民档案</translation>
    </message>
    <message>
        <source>Grant a perk</source>
        <translation>授予便利项目</translation>
    </message>
    <message>
        <source>Perks</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>People and departments</source>
        <translation>人员与部门</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Do</source>
        <translation>操作(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>表格(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Jump to a screen or action…</source>
        <translation>跳转到页面或操作…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文（English）</translation>
    </message>
    <message>
        <source>Chinese (中文)</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统配色</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Sort the table by a column…</source>
        <translation>按列排序表格…</translation>
    </message>
    <message>
        <source>Copy the selected rows as a table</source>
        <translation>将所选行复制为表格</translation>
    </message>
    <message>
        <source>Save the table as CSV…</source>
        <translation>将表格另存为 CSV…</translation>
    </message>
    <message>
        <source>Save the table for Excel…</source>
        <translation>将表格另存为 Excel…</translation>
    </message>
    <message>
        <source>Change my password…</source>
        <translation>更改密码…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出程序</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About citypoints</source>
        <translation>关于 citypoints</translation>
    </message>
    <message>
        <source>Take the whole screen, or leave it</source>
        <translation>进入或退出全屏</translation>
    </message>
    <message>
        <source>Read a pass from a picture…</source>
        <translation>从图片读取凭证…</translation>
    </message>
    <message>
        <source>Reverse the last booking…</source>
        <translation>撤销上一次登记…</translation>
    </message>
    <message>
        <source>Sound at yes and no, on or off</source>
        <translation>结果提示音：开或关</translation>
    </message>
    <message>
        <source>Find a booking by its receipt code</source>
        <translation>按回执码查找登记</translation>
    </message>
    <message>
        <source>It was brought back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>Reverse a booking made by mistake…</source>
        <translation>撤销有误的登记…</translation>
    </message>
    <message>
        <source>Try to settle now</source>
        <translation>立即补登记</translation>
    </message>
    <message>
        <source>Settle a refused booking again</source>
        <translation>重新补登记被拒的登记</translation>
    </message>
    <message>
        <source>Put a refused booking away; it needs nobody any more</source>
        <translation>收起被拒的登记，不再需要处理</translation>
    </message>
    <message>
        <source>Save the deed; the next one is ready</source>
        <translation>保存行为，接着录入下一条</translation>
    </message>
    <message>
        <source>Clear the form</source>
        <translation>清空表单</translation>
    </message>
    <message>
        <source>The same deed for a list of numbers</source>
        <translation>按号码名单录入同一行为</translation>
    </message>
    <message>
        <source>Take back the deed just saved</source>
        <translation>撤回刚保存的行为</translation>
    </message>
    <message>
        <source>Try to send now</source>
        <translation>立即尝试发送</translation>
    </message>
    <message>
        <source>Correct a refused deed</source>
        <translation>更正被拒绝的行为</translation>
    </message>
    <message>
        <source>Send a deed again that was refused or taken back</source>
        <translation>重新发送被拒绝或已撤回的行为</translation>
    </message>
    <message>
        <source>Take back a deed that is not on the server</source>
        <translation>撤回尚未到达服务器的行为</translation>
    </message>
    <message>
        <source>Show or hide the resident&apos;s number</source>
        <translation>显示或隐藏居民号码</translation>
    </message>
    <message>
        <source>Remove old deeds that need nobody any more…</source>
        <translation>清除已办结的旧行为…</translation>
    </message>
    <message>
        <source>Confirm the deed</source>
        <translation>确认行为</translation>
    </message>
    <message>
        <source>Refuse the deed…</source>
        <translation>拒绝行为…</translation>
    </message>
    <message>
        <source>Next deed</source>
        <translation>下一条行为</translation>
    </message>
    <message>
        <source>Previous deed</source>
        <translation>上一条行为</translation>
    </message>
    <message>
        <source>Uphold the objection, or accept the repair</source>
        <translation>支持异议，或接受修复</translation>
    </message>
    <message>
        <source>Reject the objection or the repair</source>
        <translation>驳回异议或修复</translation>
    </message>
    <message>
        <source>Send the decision</source>
        <translation>发送决定</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一件</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>上一件</translation>
    </message>
    <message>
        <source>Look at the marked file</source>
        <translation>查看选中的文件</translation>
    </message>
    <message>
        <source>Look at the marked file beside the other one</source>
        <translation>并排查看选中的文件</translation>
    </message>
    <message>
        <source>Close the files, back to the list</source>
        <translation>关闭文件，返回列表</translation>
    </message>
    <message>
        <source>Open another resident&apos;s file</source>
        <translation>打开另一居民的档案</translation>
    </message>
    <message>
        <source>Close the file</source>
        <translation>关闭档案</translation>
    </message>
    <message>
        <source>Enrol a resident, or make a new invitation…</source>
        <translation>登记居民或重新生成邀请…</translation>
    </message>
    <message>
        <source>Take a consent that is signed on paper…</source>
        <translation>录入纸质同意书…</translation>
    </message>
    <message>
        <source>Let the resident leave, signed on paper…</source>
        <translation>办理纸质退出…</translation>
    </message>
    <message>
        <source>Print the resident&apos;s statement…</source>
        <translation>打印居民的积分对账单…</translation>
    </message>
    <message>
        <source>Record a deed&apos;s end or a new proof…</source>
        <translation>记录行为结束或新的证明…</translation>
    </message>
    <message>
        <source>Take in an objection to the deed, on paper…</source>
        <translation>接收对该行为的纸质异议…</translation>
    </message>
    <message>
        <source>Take in a repair of the deed, on paper…</source>
        <translation>接收对该行为的纸质修复申请…</translation>
    </message>
    <message>
        <source>Grant the perk…</source>
        <translation>授予便利项目…</translation>
    </message>
    <message>
        <source>Revoke the grant…</source>
        <translation>撤销授予…</translation>
    </message>
    <message>
        <source>Grant a perk to a list of numbers</source>
        <translation>按号码清单授予便利项目</translation>
    </message>
    <message>
        <source>Preview what the list of numbers does</source>
        <translation>预览号码清单的结果</translation>
    </message>
    <message>
        <source>Revoke all that a list granted…</source>
        <translation>撤销一份清单授予的全部便利项目…</translation>
    </message>
    <message>
        <source>Set how many places the perk has…</source>
        <translation>设定便利项目的名额…</translation>
    </message>
    <message>
        <source>Go back to the places before</source>
        <translation>恢复先前的名额</translation>
    </message>
    <message>
        <source>Search the perks</source>
        <translation>搜索便利项目</translation>
    </message>
    <message>
        <source>Check the text</source>
        <translation>校验文本</translation>
    </message>
    <message>
        <source>Propose this version…</source>
        <translation>提出此版本…</translation>
    </message>
    <message>
        <source>Compare two versions</source>
        <translation>比较两个版本</translation>
    </message>
    <message>
        <source>Propose the way back…</source>
        <translation>提议恢复原方案…</translation>
    </message>
    <message>
        <source>Call off a scheduled switch…</source>
        <translation>取消待生效的变更…</translation>
    </message>
    <message>
        <source>Open a scheme file…</source>
        <translation>打开方案文件…</translation>
    </message>
    <message>
        <source>Save the text as a file…</source>
        <translation>将文本另存为文件…</translation>
    </message>
    <message>
        <source>Find in what is shown</source>
        <translation>在当前内容中查找</translation>
    </message>
    <message>
        <source>Approve the proposal…</source>
        <translation>批准提案…</translation>
    </message>
    <message>
        <source>Refuse the proposal…</source>
        <translation>拒绝提案…</translation>
    </message>
    <message>
        <source>Withdraw my proposal…</source>
        <translation>撤回我的提案…</translation>
    </message>
    <message>
        <source>New account…</source>
        <translation>新建账户…</translation>
    </message>
    <message>
        <source>Change the account…</source>
        <translation>更改账户…</translation>
    </message>
    <message>
        <source>Give the account a new password…</source>
        <translation>重设账户密码…</translation>
    </message>
    <message>
        <source>Confirm the account…</source>
        <translation>确认账户…</translation>
    </message>
    <message>
        <source>Disable the account…</source>
        <translation>停用账户…</translation>
    </message>
    <message>
        <source>Enable the account again</source>
        <translation>重新启用账户</translation>
    </message>
    <message>
        <source>Search the accounts</source>
        <translation>搜索账户</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Open the current row</source>
        <translation>打开当前行</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Select all rows that are here</source>
        <translation>选择已读取的所有行</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Go from bar to bar, or from event to event</source>
        <translation>逐个查看柱形或事件</translation>
    </message>
    <message>
        <source>Arrow keys, Home, End</source>
        <translation>方向键、Home、End</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Larger, smaller, as large as its place</source>
        <translation>放大、缩小、适合窗口</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Go to the field or button with the underlined letter</source>
        <translation>转到带下划线字母的字段或按钮</translation>
    </message>
    <message>
        <source>Alt and the letter</source>
        <translation>Alt 加该字母</translation>
    </message>
    <message>
        <source>Go on to the next field</source>
        <translation>转到下一个字段</translation>
    </message>
    <message>
        <source>Show all deeds that match the letters</source>
        <translation>显示符合所输文字的所有行为</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>向下键</translation>
    </message>
    <message>
        <source>Take a common reason</source>
        <translation>选用常用理由</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>数字键 1 至 9</translation>
    </message>
    <message>
        <source>Dialogs</source>
        <translation>对话框</translation>
    </message>
    <message>
        <source>Close without doing it</source>
        <translation>关闭而不执行</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc 键</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>Say why; the resident can read it.</source>
        <translation>请说明理由，居民可以看到。</translation>
    </message>
    <message>
        <source>Press again once the server answers: it is booked once.</source>
        <translation>服务器应答后请再按一次：只会记一次。</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>It is annulled, so there is nothing to ask about it.</source>
        <translation>该行为已被撤销，无须再提出任何请求。</translation>
    </message>
    <message>
        <source>Nobody has confirmed it yet, so it does not count.</source>
        <translation>该行为尚未经人确认，不会计分。</translation>
    </message>
    <message>
        <source>No objection: one was made already.</source>
        <translation>不能提出异议：已提出过异议。</translation>
    </message>
    <message>
        <source>No repair: it is made good already.</source>
        <translation>不能申请修复：已经修复。</translation>
    </message>
    <message>
        <source>No repair: one awaits its answer.</source>
        <translation>不能申请修复：已有一项申请等待答复。</translation>
    </message>
    <message>
        <source>No repair: the scheme offers none for it.</source>
        <translation>不能申请修复：方案不提供对此行为的修复。</translation>
    </message>
    <message>
        <source>{kind} of {day}, on paper, taken in by: {role}; answered by {due}</source>
        <translation>{day} 的{kind}，纸质提出，接收人：{role}；最迟 {due} 答复</translation>
    </message>
    <message>
        <source>{kind} of {day}, on paper, taken in by: {role}; {state}</source>
        <translation>{day} 的{kind}，纸质提出，接收人：{role}；{state}</translation>
    </message>
    <message>
        <source>{kind} of {day}; answered by {due}</source>
        <translation>{day} 的{kind}；最迟 {due} 答复</translation>
    </message>
    <message>
        <source>{kind} of {day}; {state}</source>
        <translation>{day} 的{kind}；{state}</translation>
    </message>
</context>
<context>
    <name>BarChart</name>
    <message>
        <source>{label}: {values}</source>
        <translation>{label}：{values}</translation>
    </message>
    <message>
        <source>Bar chart</source>
        <translation>条形图</translation>
    </message>
    <message>
        <source>Arrow keys go from bar to bar; the pointer shows them too.</source>
        <translation>用方向键逐条查看，也可用鼠标指向查看。</translation>
    </message>
</context>
<context>
    <name>Bookings</name>
    <message>
        <source>overdue</source>
        <translation>逾期未还</translation>
    </message>
    <message>
        <source>lent</source>
        <translation>已借出</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>waits to be settled</source>
        <translation>等待补登记</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已补登记</translation>
    </message>
    <message>
        <source>put away</source>
        <translation>已收起</translation>
    </message>
    <message>
        <source>beyond the places there were</source>
        <translation>超出名额</translation>
    </message>
    <message>
        <source>without a network</source>
        <translation>离线登记</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Perk</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Receipt code</source>
        <translation>回执码</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>登记时间</translation>
    </message>
    <message>
        <source>To be back by</source>
        <translation>应还日期</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>服务窗口</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次尝试</translation>
    </message>
    <message>
        <source>Last problem</source>
        <translation>最近的问题</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Times used</source>
        <translation>使用次数</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Shown twice</source>
        <translation>重复出示</translation>
    </message>
</context>
<context>
    <name>BookingsScreen</name>
    <message>
        <source>Brought back: {perk}, {code}.</source>
        <translation>已归还：{perk}，{code}。</translation>
    </message>
    <message>
        <source>Reversed: {perk}.</source>
        <translation>已撤销：{perk}。</translation>
    </message>
    <message>
        <source>Nothing waits to be settled.</source>
        <translation>没有等待补登记的登记。</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>Nothing was booked yet</source>
        <translation>尚无登记</translation>
    </message>
    <message>
        <source>Passes are booked in counter mode.</source>
        <translation>请在服务窗口模式中登记凭证。</translation>
    </message>
    <message>
        <source>No such booking</source>
        <translation>没有这样的登记</translation>
    </message>
    <message>
        <source>Choose another state, or empty the field of the code.</source>
        <translation>请选择其他状态，或清空回执码。</translation>
    </message>
    <message>
        <source>Nothing waits on this machine</source>
        <translation>本机没有待处理的登记</translation>
    </message>
    <message>
        <source>Passes that are booked without a network are kept here until they settle.</source>
        <translation>离线登记的凭证保存在此，直到补登记完成。</translation>
    </message>
    <message>
        <source>Totals begin with the first booking.</source>
        <translation>有了第一次登记后即有统计。</translation>
    </message>
</context>
<context>
    <name>BookingsView</name>
    <message>
        <source>&amp;Bookings</source>
        <translation>登记(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;On this machine</source>
        <translation>本机(&amp;O)</translation>
    </message>
    <message>
        <source>Bookings</source>
        <translation>登记记录</translation>
    </message>
    <message>
        <source>Bookings of the provider</source>
        <translation>本提供方的登记</translation>
    </message>
    <message>
        <source>Passes on this machine</source>
        <translation>本机上的凭证</translation>
    </message>
    <message>
        <source>Totals by perk and month</source>
        <translation>按便利项目和月份统计</translation>
    </message>
    <message>
        <source>Tot&amp;als</source>
        <translation>统计(&amp;A)</translation>
    </message>
    <message>
        <source>Stat&amp;e</source>
        <translation>状态(&amp;E)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>waiting or refused</source>
        <translation>等待或被拒</translation>
    </message>
    <message>
        <source>Receipt &amp;code</source>
        <translation>回执码(&amp;C)</translation>
    </message>
    <message>
        <source>Receipt code</source>
        <translation>回执码</translation>
    </message>
    <message>
        <source>Scan or type, then Enter</source>
        <translation>扫描或输入后按回车</translation>
    </message>
    <message>
        <source>Brought bac&amp;k</source>
        <translation>已归还(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Reverse…</source>
        <translation>撤销(&amp;R)…</translation>
    </message>
    <message>
        <source>Settle aga&amp;in</source>
        <translation>重新补登记(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Settle now</source>
        <translation>立即补登记(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Put away</source>
        <translation>收起(&amp;P)</translation>
    </message>
    <message>
        <source>A pass that was booked without a network stays here, sealed, until the server has it. One that the server refused was used elsewhere, or came too late: nothing is taken from the resident, and nothing is counted for it.</source>
        <translation>离线登记的凭证加密保存在本机，直到服务器收到。被服务器拒绝的凭证已在别处使用，或补登记过晚：不会从居民处扣除任何东西，也不作统计。</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>The case in detail</source>
        <translation>案件详情</translation>
    </message>
    <message>
        <source>Every step of the deed</source>
        <translation>行为的各步骤</translation>
    </message>
    <message>
        <source>Files that the resident sent</source>
        <translation>居民提交的文件</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>&amp;Look at it (Ctrl+O)</source>
        <translation>查看(&amp;L)（Ctrl+O）</translation>
    </message>
    <message>
        <source>&amp;Beside (Ctrl+B)</source>
        <translation>并排(&amp;B)（Ctrl+B）</translation>
    </message>
    <message>
        <source>Beside the file that is open already</source>
        <translation>与已打开的文件并排</translation>
    </message>
    <message>
        <source>A file is read only when you ask; each look is logged.</source>
        <translation>文件仅在您要求时读取；每次查看都会记录。</translation>
    </message>
    <message>
        <source>The resident sent no files.</source>
        <translation>居民没有提交文件。</translation>
    </message>
    <message>
        <source>What the resident says</source>
        <translation>居民的陈述</translation>
    </message>
    <message>
        <source>What is to prove it</source>
        <translation>证明材料</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>The deed</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>提出时间</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>答复期限</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>证明方式</translation>
    </message>
    <message>
        <source>Made good on</source>
        <translation>补救日期</translation>
    </message>
    <message>
        <source>Possible from</source>
        <translation>最早可修复日</translation>
    </message>
    <message>
        <source>Alone, while it counts</source>
        <translation>计分时（单独计算）</translation>
    </message>
    <message>
        <source>Once accepted</source>
        <translation>接受后</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Grade or amount</source>
        <translation>级别或数量</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>依据文书</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>书面说明</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>目前</translation>
    </message>
    <message>
        <source>⚠ It could not be read. {sentence}</source>
        <translation>⚠ 无法读取。{sentence}</translation>
    </message>
    <message>
        <source>Stay on this case, or press Enter, to read it. That look is logged.</source>
        <translation>停留在此案件或按回车键即可读取。该次查看会被记录。</translation>
    </message>
</context>
<context>
    <name>Cases</name>
    <message>
        <source>✓ Granted, and the resident is told: {case}</source>
        <translation>✓ 已支持并告知居民：{case}</translation>
    </message>
    <message>
        <source>✕ Rejected, and the resident is told: {case}</source>
        <translation>✕ 已驳回并告知居民：{case}</translation>
    </message>
    <message>
        <source>It is not known whether the server has decided “{case}”. Send it again once the server answers: it is decided once. {why}</source>
        <translation>尚不清楚服务器是否已对“{case}”作出决定。服务器恢复应答后请再次发送：只会决定一次。{why}</translation>
    </message>
    <message>
        <source>“{case}” is not decided. {why}</source>
        <translation>“{case}”尚未决定。{why}</translation>
    </message>
    <message>
        <source>Go to it</source>
        <translation>前往查看</translation>
    </message>
    <message>
        <source>“{case}” was not decided by you: the list is read again. {why}</source>
        <translation>“{case}”不是由您决定的：已重新读取列表。{why}</translation>
    </message>
    <message>
        <source>{kind}: {deed}</source>
        <translation>{kind}：{deed}</translation>
    </message>
    <message>
        <source>Objection</source>
        <translation>异议</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>⚠ overdue</source>
        <translation>⚠ 已逾期</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>You entered, confirmed, proved or ended this deed, took in the paper that asks, or it is your own: another person must decide.</source>
        <translation>该行为由您录入、确认、举证或登记结束，提出此事项的纸质材料由您接收，或者事关您本人：须由他人决定。</translation>
    </message>
    <message>
        <source>Overdue: the last day for an answer was {day}. The resident still waits for one.</source>
        <translation>已逾期：答复期限为 {day}，居民仍在等待答复。</translation>
    </message>
    <message>
        <source>{at}, on paper, taken in by: {role}</source>
        <translation>{at}，纸质提出，接收人：{role}</translation>
    </message>
    <message>
        <source>The scheme in force does not price it.</source>
        <translation>生效方案未对其计分。</translation>
    </message>
    <message>
        <source>The scheme in force offers no repair for it.</source>
        <translation>生效方案对其不提供修复。</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>答复期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>提交时间</translation>
    </message>
</context>
<context>
    <name>CasesView</name>
    <message>
        <source>Open objections and repairs</source>
        <translation>待答复的异议与修复</translation>
    </message>
    <message>
        <source>Only of this kind</source>
        <translation>仅此种类</translation>
    </message>
    <message>
        <source>Objections and repairs</source>
        <translation>异议与修复</translation>
    </message>
    <message>
        <source>Objections</source>
        <translation>异议</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>没有待答复的案件</translation>
    </message>
    <message>
        <source>Every objection and every repair has its answer.</source>
        <translation>所有异议和修复均已答复。</translation>
    </message>
    <message>
        <source>No case of this kind is open</source>
        <translation>没有此种类的待答复案件</translation>
    </message>
    <message>
        <source>Cases of the other kind may be: choose objections and repairs.</source>
        <translation>另一种类可能有：请选择“异议与修复”。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) wait for an answer</source>
        <translation>
            <numerusform>%n 件等待答复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n overdue</source>
        <translation>
            <numerusform>⚠ %n 件逾期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CatalogueView</name>
    <message>
        <source>Search perks and providers (Ctrl+F)</source>
        <translation>搜索便利项目和提供方 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search perks and providers</source>
        <translation>搜索便利项目和提供方</translation>
    </message>
    <message>
        <source>Perks stand in the scheme in force; who changes them proposes a scheme.</source>
        <translation>便利项目载于现行方案；要更改便利项目，须提出方案。</translation>
    </message>
    <message>
        <source>Perks of the city</source>
        <translation>本市的便利项目</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>There is nothing to show yet.</source>
        <translation>暂无可显示的内容。</translation>
    </message>
</context>
<context>
    <name>Clearing</name>
    <message>
        <source>Remove old deeds from this machine</source>
        <translation>从本机清除旧行为</translation>
    </message>
    <message>
        <source>Settled more than so many &amp;days ago</source>
        <translation>办结已超过的天数(&amp;D)</translation>
    </message>
    <message>
        <source>Removed are deeds that the server has, and those that were taken back or corrected. What waits, was refused or cannot be opened stays. The server&apos;s records are not touched.</source>
        <translation>将清除服务器已收到的行为，以及已撤回或已更正的行为。待发送、被拒绝或无法打开的行为予以保留。服务器上的记录不受影响。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>清除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Nothing to compare</source>
        <translation>没有可比较的内容</translation>
    </message>
    <message>
        <source>The city keeps only one version so far.</source>
        <translation>本市目前只有一个版本。</translation>
    </message>
    <message>
        <source>The text being edited</source>
        <translation>正在编辑的文本</translation>
    </message>
    <message>
        <source>The text has to be corrected first</source>
        <translation>请先改正文本</translation>
    </message>
    <message>
        <source>Only a scheme with nothing wrong in it can be compared. {problem}</source>
        <translation>只有没有错误的方案才能比较。{problem}</translation>
    </message>
    <message>
        <source>Look at the text</source>
        <translation>查看文本</translation>
    </message>
    <message>
        <source>{added} added, {removed} removed, {changed} changed.</source>
        <translation>新增 {added} 项，删除 {removed} 项，更改 {changed} 项。</translation>
    </message>
    <message>
        <source>In another order: {parts}.</source>
        <translation>顺序不同：{parts}。</translation>
    </message>
    <message>
        <source>No change has these words</source>
        <translation>没有含这些字词的更改</translation>
    </message>
    <message>
        <source>Clear the filter to see all changes.</source>
        <translation>清除筛选即可查看全部更改。</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差异</translation>
    </message>
    <message>
        <source>Both say the same.</source>
        <translation>两者内容相同。</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>✓ Confirmed: {deed}</source>
        <translation>✓ 已确认：{deed}</translation>
    </message>
    <message>
        <source>✕ Refused: {deed}</source>
        <translation>✕ 已拒绝：{deed}</translation>
    </message>
    <message>
        <source>✓ Stands: {deed}</source>
        <translation>✓ 复看维持：{deed}</translation>
    </message>
    <message>
        <source>✕ Annulled: {deed}</source>
        <translation>✕ 已撤销：{deed}</translation>
    </message>
    <message>
        <source>It is not known whether the server has decided “{deed}”. It is read again when you go to it. {why}</source>
        <translation>尚不清楚服务器是否已处理“{deed}”。转到该条时会重新读取。{why}</translation>
    </message>
    <message>
        <source>“{deed}” is not decided and waits again. {why}</source>
        <translation>“{deed}”未能处理，仍待确认。{why}</translation>
    </message>
    <message>
        <source>Go to it</source>
        <translation>前往查看</translation>
    </message>
    <message>
        <source>“{deed}” waits no more: it was decided or taken back meanwhile.</source>
        <translation>“{deed}”已不在待确认之列：其间已被处理或撤回。</translation>
    </message>
    <message>
        <source>general</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>serious</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>The document does not prove this deed.</source>
        <translation>文书不能证明此行为。</translation>
    </message>
    <message>
        <source>The document could not be found at the authority.</source>
        <translation>在出具机关查无此文书。</translation>
    </message>
    <message>
        <source>Day, grade or quantity differ from the document.</source>
        <translation>日期、级别或数量与文书不符。</translation>
    </message>
    <message>
        <source>The document speaks of another person.</source>
        <translation>文书所指为另一人。</translation>
    </message>
    <message>
        <source>This deed was entered already.</source>
        <translation>此行为已录入过。</translation>
    </message>
    <message>
        <source>The deed type is not the right one.</source>
        <translation>行为类型不正确。</translation>
    </message>
    <message>
        <source>It is a demerit.</source>
        <translation>这是扣分事项。</translation>
    </message>
    <message>
        <source>It is worth 30 points or more, and comes without a document.</source>
        <translation>加 30 分或以上，且没有文书。</translation>
    </message>
    <message>
        <source>With it, one collector would give this resident more than one alone may in a year.</source>
        <translation>加上此项，同一采集员一年内给该居民的加分将超过一人可给的上限。</translation>
    </message>
    <message>
        <source>It counts already, and was drawn for a second look.</source>
        <translation>已经计分，被抽中复看。</translation>
    </message>
    <message>
        <source>{authority}, no. {number}, of {day}</source>
        <translation>{authority}，文号 {number}，{day}</translation>
    </message>
    <message>
        <source>You entered this deed yourself, or it is about you, so another person must decide on it.</source>
        <translation>此行为由您录入，或与您本人有关，须由他人决定。</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>录入时间</translation>
    </message>
</context>
<context>
    <name>ConfirmView</name>
    <message>
        <source>Deeds that await a second person</source>
        <translation>待另一人确认的行为</translation>
    </message>
    <message>
        <source>Which list</source>
        <translation>选择清单</translation>
    </message>
    <message>
        <source>Only of this direction</source>
        <translation>仅此方向</translation>
    </message>
    <message>
        <source>Only of this department</source>
        <translation>仅此部门</translation>
    </message>
    <message>
        <source>Only of this deed type</source>
        <translation>仅此行为类型</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>全部显示(&amp;A)</translation>
    </message>
    <message>
        <source>Awaiting a second person</source>
        <translation>等待第二人</translation>
    </message>
    <message>
        <source>Second looks</source>
        <translation>抽样复看</translation>
    </message>
    <message>
        <source>Merits and demerits</source>
        <translation>加分与扣分行为</translation>
    </message>
    <message>
        <source>Merits</source>
        <translation>加分行为</translation>
    </message>
    <message>
        <source>Demerits</source>
        <translation>扣分行为</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>所有部门</translation>
    </message>
    <message>
        <source>All deed types</source>
        <translation>所有行为类型</translation>
    </message>
    <message>
        <source>Nothing to look at</source>
        <translation>没有需要复看的</translation>
    </message>
    <message>
        <source>Every merit that was drawn for a second look has been looked at.</source>
        <translation>所有被抽中的加分事项都已复看。</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有待确认的行为</translation>
    </message>
    <message>
        <source>Every deed that needs a second person has been decided.</source>
        <translation>须由另一人确认的行为均已处理。</translation>
    </message>
    <message>
        <source>Nothing waits here</source>
        <translation>此处没有待确认的行为</translation>
    </message>
    <message>
        <source>Deeds of other directions, departments or types may wait: show all of them.</source>
        <translation>其他方向、部门或类型可能还有待确认的行为，请全部显示。</translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) wait for a second person</source>
        <translation>
            <numerusform>%n 条行为待另一人确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n merit(s)</source>
        <translation>
            <numerusform>+ %n 条加分行为</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>− %n demerit(s)</source>
        <translation>
            <numerusform>− %n 条扣分行为</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Correct a refused deed</source>
        <translation>更正被拒绝的行为</translation>
    </message>
    <message>
        <source>&amp;Save and send it</source>
        <translation>保存并发送(&amp;S)</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>This is no pass. Scan the whole code again, or type the ten signs below it.</source>
        <translation>这不是凭证。请重新完整扫描，或输入其下方的十位代码。</translation>
    </message>
    <message>
        <source>This pass is not signed with a key of this city. Do not accept it.</source>
        <translation>此凭证不是用本城市的密钥签署的。请勿接受。</translation>
    </message>
    <message>
        <source>This pass was altered, or scanned wrong. Scan it again; if it is refused again, do not accept it.</source>
        <translation>此凭证被改动过，或扫描有误。请重新扫描；如再次被拒，请勿接受。</translation>
    </message>
    <message>
        <source>This pass has expired; it holds for five minutes. Ask for a new one.</source>
        <translation>此凭证已失效，有效期为五分钟。请重新出示新的凭证。</translation>
    </message>
    <message>
        <source>This pass holds from a later moment on. Check the clock of this machine.</source>
        <translation>此凭证的生效时间尚未到。请检查本机时钟。</translation>
    </message>
    <message>
        <source>This pass is for a perk of another provider. Show it at that provider&apos;s counter.</source>
        <translation>此凭证用于其他提供方的便利项目。请到该提供方的服务窗口出示。</translation>
    </message>
    <message>
        <source>This perk can be used from {day} on.</source>
        <translation>此便利项目自 {day} 起可用。</translation>
    </message>
    <message>
        <source>This perk could be used until {day}.</source>
        <translation>此便利项目已于 {day} 结束。</translation>
    </message>
    <message>
        <source>This perk cannot be used at this hour of this day.</source>
        <translation>此便利项目现在不在使用时段。</translation>
    </message>
    <message>
        <source>As many as there are places for were booked here already. Wait for the network, which knows whether any is left.</source>
        <translation>本机登记的数量已达名额。请等网络恢复后再确认是否还有名额。</translation>
    </message>
    <message>
        <source>This pass was booked here already, at {time}: it is good for one use.</source>
        <translation>此凭证已于 {time} 在此登记，每张凭证只能使用一次。</translation>
    </message>
    <message>
        <source>There is no network, and a typed code cannot be verified without it. Scan the pass itself, or read it from a picture.</source>
        <translation>当前没有网络，手工输入的代码无法离线核验。请扫描凭证本身，或从图片读取。</translation>
    </message>
    <message>
        <source>The network was lost before the answer came, so it is not known whether this code was booked. Type the same code again once the network is back: it is booked once.</source>
        <translation>网络在应答前中断，尚不清楚此代码是否已登记。请在网络恢复后再次输入同一代码：只会登记一次。</translation>
    </message>
    <message>
        <source>There is no network, and this machine does not have the city&apos;s keys yet. Connect once; afterwards it works without a network, too.</source>
        <translation>当前没有网络，本机尚无本城市的密钥。请先联网一次，之后离线也可使用。</translation>
    </message>
    <message>
        <source>NO</source>
        <translation>不可以</translation>
    </message>
    <message>
        <source>To be brought back by {day}</source>
        <translation>请于 {day} 前归还</translation>
    </message>
    <message>
        <source>Receipt code {code}</source>
        <translation>回执码 {code}</translation>
    </message>
    <message>
        <source>The receipt code comes with the network.</source>
        <translation>网络恢复后才有回执码。</translation>
    </message>
    <message>
        <source>YES</source>
        <translation>可以</translation>
    </message>
    <message>
        <source>Booked on this machine; it is settled by itself.</source>
        <translation>已在本机登记，将自动补登记。</translation>
    </message>
    <message>
        <source>Booked.</source>
        <translation>已登记。</translation>
    </message>
</context>
<context>
    <name>CounterScreen</name>
    <message>
        <source>Ready for the next pass.</source>
        <translation>请出示下一张凭证。</translation>
    </message>
    <message>
        <source>The server is asked…</source>
        <translation>正在询问服务器…</translation>
    </message>
    <message>
        <source>NO</source>
        <translation>不可以</translation>
    </message>
    <message>
        <source>Read a pass from a picture</source>
        <translation>从图片读取凭证</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.gif *.svg)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.bmp *.gif *.svg)</translation>
    </message>
    <message>
        <source>This file is no picture that can be read. Choose a PNG or JPEG file.</source>
        <translation>此文件不是可读取的图片。请选择 PNG 或 JPEG 文件。</translation>
    </message>
    <message>
        <source>There is no pass in this picture that can be read. Take it again, sharp and straight, with the whole code in it.</source>
        <translation>图片中没有可读取的凭证。请重新拍摄：清晰、端正，并包含完整的二维码。</translation>
    </message>
    <message>
        <source>There are several codes in this picture. Take one of them alone.</source>
        <translation>图片中有多个二维码。请只拍其中一个。</translation>
    </message>
    <message>
        <source>This machine cannot read pictures: the package zxing-cpp is missing. Scan the pass, or type its code.</source>
        <translation>本机无法读取图片：缺少软件包 zxing-cpp。请扫描凭证，或输入代码。</translation>
    </message>
    <message>
        <source>There is no booking that can still be reversed here.</source>
        <translation>此处没有仍可撤销的登记。</translation>
    </message>
    <message>
        <source>The last booking is reversed. The pass stays used up.</source>
        <translation>上一次登记已撤销。该凭证不能再次使用。</translation>
    </message>
    <message>
        <source>This booking may be on its way to the server. Try again once nothing waits any more.</source>
        <translation>此登记可能正在发往服务器。请等没有等待项后再试。</translation>
    </message>
    <message>
        <source>Sound is on: once for yes, twice for no.</source>
        <translation>提示音已开：可以响一声，不可以响两声。</translation>
    </message>
    <message>
        <source>Sound is off.</source>
        <translation>提示音已关。</translation>
    </message>
</context>
<context>
    <name>CounterView</name>
    <message>
        <source>Scan or type a pass, then Enter</source>
        <translation>扫描或输入凭证后按回车</translation>
    </message>
    <message>
        <source>Pass or code</source>
        <translation>凭证或代码</translation>
    </message>
    <message>
        <source>From a picture… (Ctrl+O)</source>
        <translation>从图片… (Ctrl+O)</translation>
    </message>
    <message>
        <source>Reverse the last booking… (Ctrl+T)</source>
        <translation>撤销上一次登记… (Ctrl+T)</translation>
    </message>
    <message>
        <source>Whole screen (F11)</source>
        <translation>全屏 (F11)</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>No network: passes are verified on this machine</source>
        <translation>没有网络：在本机核验凭证</translation>
    </message>
</context>
<context>
    <name>CountersPage</name>
    <message>
        <source>{counter} ({perk}: {booked}, others {peers})</source>
        <translation>{counter}（{perk}：{booked} 次，其他 {peers} 次）</translation>
    </message>
    <message numerus="yes">
        <source>%n counter(s) booked far more of a perk than others did: {names}. That can have good reasons; ask there.</source>
        <translation>
            <numerusform>%n 个服务窗口登记的某项便利项目远多于其他服务窗口：{names}。这可能有正当原因，请向其询问。</numerusform>
        </translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Counters beside each other</source>
        <translation>各服务窗口对照</translation>
    </message>
    <message>
        <source>Far above: at least 20 bookings of a perk in the month, and more than three times the median of the other counters, or of its own months before.</source>
        <translation>远高于：该便利项目当月至少登记 20 次，且超过其他服务窗口（或其自身以往各月）中位数的三倍。</translation>
    </message>
    <message>
        <source>Passes shown twice</source>
        <translation>重复出示的凭证</translation>
    </message>
    <message>
        <source>A pass is used once; the second time it was refused, or found when bookings made without a network were settled. Whose it is, nobody is told.</source>
        <translation>一张凭证只能用一次；第二次出示时已被拒绝，或在补交离线登记时被发现。凭证属于谁，不告诉任何人。</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Grant a &amp;perk</source>
        <translation>授予便利项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Another file</source>
        <translation>另一份档案(&amp;A)</translation>
    </message>
    <message>
        <source>P&amp;rint a statement…</source>
        <translation>打印积分对账单(&amp;R)…</translation>
    </message>
    <message>
        <source>Leaving, &amp;on paper…</source>
        <translation>纸质退出(&amp;O)…</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>{number} · takes part since {day}</source>
        <translation>{number} · 自 {day} 起参加</translation>
    </message>
    <message>
        <source>Open because: {reason}</source>
        <translation>打开理由：{reason}</translation>
    </message>
</context>
<context>
    <name>Days</name>
    <message>
        <source>F&amp;irst day</source>
        <translation>首日(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Last day</source>
        <translation>最后一天(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;1 month</source>
        <translation>&amp;1 个月</translation>
    </message>
    <message>
        <source>&amp;3 months</source>
        <translation>&amp;3 个月</translation>
    </message>
    <message>
        <source>1 &amp;year</source>
        <translation>1 年(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>The text being edited</source>
        <translation>正在编辑的文本</translation>
    </message>
    <message>
        <source>“{scheme}” will be in force at once: every score in the city is reckoned by it.</source>
        <translation>“{scheme}”将立即生效：全市所有积分均按此计算。</translation>
    </message>
    <message>
        <source>“{scheme}” will be in force from the beginning of {day}.</source>
        <translation>“{scheme}”将自 {day} 零时起生效。</translation>
    </message>
    <message>
        <source>Approve the proposal</source>
        <translation>批准提案</translation>
    </message>
    <message>
        <source>Approve it</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse the proposal</source>
        <translation>拒绝提案</translation>
    </message>
    <message>
        <source>“{scheme}” will not come into force. {name} reads the reason.</source>
        <translation>“{scheme}”将不会生效。“{name}”会看到理由。</translation>
    </message>
    <message>
        <source>Refuse it</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Withdraw the proposal</source>
        <translation>撤回提案</translation>
    </message>
    <message>
        <source>“{scheme}” is not proposed any more. You can propose it again.</source>
        <translation>“{scheme}”将不再作为提案。您可以重新提出。</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>all proposals</source>
        <translation>所有提案</translation>
    </message>
    <message>
        <source>“{scheme}” is proposed. Another administrator decides.</source>
        <translation>已提出“{scheme}”，由另一位管理员决定。</translation>
    </message>
    <message>
        <source>“{scheme}” is approved: in force from {day}.</source>
        <translation>已批准“{scheme}”，自 {day} 起生效。</translation>
    </message>
    <message>
        <source>“{scheme}” is approved, and in force now.</source>
        <translation>已批准“{scheme}”，现已生效。</translation>
    </message>
    <message>
        <source>“{scheme}” is refused.</source>
        <translation>已拒绝“{scheme}”。</translation>
    </message>
    <message>
        <source>The proposal of “{scheme}” is withdrawn.</source>
        <translation>已撤回“{scheme}”的提案。</translation>
    </message>
    <message>
        <source>The proposal was changed meanwhile. It is read again: look once more.</source>
        <translation>提案其间已有变化，现已重新读取，请再次查看。</translation>
    </message>
    <message>
        <source>Select a proposal to see it.</source>
        <translation>请选择要查看的提案。</translation>
    </message>
    <message>
        <source>You proposed this, so another administrator has to decide it.</source>
        <translation>此提案由您提出，须由另一位管理员决定。</translation>
    </message>
    <message>
        <source>No proposal of this state</source>
        <translation>没有此状态的提案</translation>
    </message>
    <message>
        <source>Choose “all proposals” to see the others.</source>
        <translation>选择“所有提案”即可查看其他提案。</translation>
    </message>
    <message>
        <source>Nothing is proposed</source>
        <translation>暂无提案</translation>
    </message>
    <message>
        <source>Propose a version, or a text that you have written, with Ctrl+P.</source>
        <translation>按 Ctrl+P 可将某个版本或您编写的文本作为提案提出。</translation>
    </message>
    <message>
        <source>Rea&amp;sons, as they will stand in the letter; name nobody else</source>
        <translation>理由(&amp;S)，将写入答复信；请勿提及他人</translation>
    </message>
    <message>
        <source>The letter in &amp;English</source>
        <translation>英文答复信(&amp;E)</translation>
    </message>
    <message>
        <source>The letter in Ch&amp;inese</source>
        <translation>中文答复信(&amp;I)</translation>
    </message>
    <message>
        <source>Se&amp;nd the decision (Ctrl+Enter)</source>
        <translation>发送决定(&amp;N)（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Send the decision</source>
        <translation>发送决定</translation>
    </message>
    <message>
        <source>&amp;Uphold it (A)</source>
        <translation>支持（A）</translation>
    </message>
    <message>
        <source>&amp;Accept it (A)</source>
        <translation>接受（A）</translation>
    </message>
    <message>
        <source>&amp;Reject it (R)</source>
        <translation>驳回（R）</translation>
    </message>
    <message>
        <source>Uphold the objection: the deed is annulled</source>
        <translation>支持异议：撤销该行为</translation>
    </message>
    <message>
        <source>Accept the repair</source>
        <translation>接受修复</translation>
    </message>
    <message>
        <source>Reject the objection: the deed stands</source>
        <translation>驳回异议：该行为继续有效</translation>
    </message>
    <message>
        <source>Reject the repair: the deed stays as it is</source>
        <translation>驳回修复：该行为维持不变</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>⚠ Choose first: press A or R in the list, or Tab to here.</source>
        <translation>⚠ 请先选择：在列表中按 A 或 R，或用 Tab 键移到此处。</translation>
    </message>
    <message>
        <source>Give the reasons: the resident has a right to know them.</source>
        <translation>请说明理由：居民有权知晓。</translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) too many: 4000 are the most.</source>
        <translation>
            <numerusform>超出 %n 个字：最多 4000 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose first what you decide.</source>
        <translation>请先选择如何决定。</translation>
    </message>
</context>
<context>
    <name>DeedDetail</name>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Occurred</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Grade or amount</source>
        <translation>级别或数量</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>依据文书</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过说明</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提出的请求</translation>
    </message>
    <message>
        <source>Every step</source>
        <translation>各步骤</translation>
    </message>
    <message>
        <source>Every step of the deed</source>
        <translation>行为的各步骤</translation>
    </message>
    <message>
        <source>The deed in detail</source>
        <translation>行为详情</translation>
    </message>
    <message>
        <source>Record its end or a &amp;new proof…</source>
        <translation>记录结束或新的证明(&amp;N)…</translation>
    </message>
    <message>
        <source>Ob&amp;jection on paper…</source>
        <translation>纸质异议(&amp;J)…</translation>
    </message>
    <message>
        <source>Repair on paper…</source>
        <translation>纸质修复申请…</translation>
    </message>
    <message>
        <source>No deed is picked</source>
        <translation>未选择行为</translation>
    </message>
    <message>
        <source>Pick one in the list to see its steps.</source>
        <translation>在列表中选择一条即可查看各步骤。</translation>
    </message>
</context>
<context>
    <name>DeedForm</name>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>D&amp;ay it happened</source>
        <translation>发生日期(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>单位(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Issuing authority</source>
        <translation>出具机关(&amp;I)</translation>
    </message>
    <message>
        <source>D&amp;ocument number</source>
        <translation>文号(&amp;O)</translation>
    </message>
    <message>
        <source>Do&amp;cument date</source>
        <translation>文书日期(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;What happened</source>
        <translation>经过说明(&amp;W)</translation>
    </message>
    <message>
        <source>D&amp;eed</source>
        <translation>行为(&amp;E)</translation>
    </message>
    <message>
        <source>G&amp;rade</source>
        <translation>级别(&amp;R)</translation>
    </message>
    <message>
        <source>It rests on a docu&amp;ment; then it needs no second person</source>
        <translation>有文书为据，无须另一人确认(&amp;M)</translation>
    </message>
    <message>
        <source>It rests on a docu&amp;ment</source>
        <translation>有文书为据(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Quantity</source>
        <translation>数量(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Quantity in {unit}</source>
        <translation>数量，单位：{unit}(&amp;Q)</translation>
    </message>
    <message>
        <source>{label} (required)</source>
        <translation>{label}（必填）</translation>
    </message>
    <message>
        <source>Residents&apos; &amp;numbers</source>
        <translation>居民号码名单(&amp;N)</translation>
    </message>
    <message>
        <source>Resident&apos;s &amp;number</source>
        <translation>居民号码(&amp;N)</translation>
    </message>
    <message>
        <source>The whole identity card number, 18 characters.</source>
        <translation>完整的 18 位居民身份证号码。</translation>
    </message>
    <message numerus="yes">
        <source>%n of 18 characters</source>
        <translation>
            <numerusform>已输入 %n 位，共 18 位</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ Complete; its check digit is right.</source>
        <translation>✓ 已完整，校验位正确。</translation>
    </message>
    <message>
        <source>⚠ Its check digit or birth date is wrong. Look at it again.</source>
        <translation>⚠ 校验位或出生日期有误，请再核对。</translation>
    </message>
    <message>
        <source>Pick a deed: type a few letters of it, or Down for all.</source>
        <translation>请选择行为：输入几个字，或按向下键列出全部。</translation>
    </message>
    <message>
        <source>Choose the grade; the deed is priced by it.</source>
        <translation>请选择级别，此行为按级别计分。</translation>
    </message>
    <message>
        <source>This day has not come yet. Choose one until today.</source>
        <translation>此日期尚未到来。请选择不晚于今天的日期。</translation>
    </message>
    <message>
        <source>Type the authority that issued the document.</source>
        <translation>请输入文书的出具机关。</translation>
    </message>
    <message>
        <source>Type the document&apos;s number.</source>
        <translation>请输入文号。</translation>
    </message>
    <message>
        <source>Choose the document&apos;s date, until today.</source>
        <translation>请选择文书日期，不得晚于今天。</translation>
    </message>
    <message>
        <source>Type the resident&apos;s number.</source>
        <translation>请输入居民号码。</translation>
    </message>
    <message>
        <source>At most {most} numbers at once; save them in several parts.</source>
        <translation>一次最多 {most} 个号码，请分几次保存。</translation>
    </message>
    <message>
        <source>{number} is no resident&apos;s number: it is too long.</source>
        <translation>{number} 不是居民号码：位数过多。</translation>
    </message>
    <message>
        <source>Type a number, such as 12 or 2.5.</source>
        <translation>请输入数字，例如 12 或 2.5。</translation>
    </message>
    <message>
        <source>Type how much; the deed is priced by it.</source>
        <translation>请输入数量，此行为按数量计分。</translation>
    </message>
    <message>
        <source>That is more than can be entered.</source>
        <translation>数量超出可录入的范围。</translation>
    </message>
    <message>
        <source>Only whole numbers are counted here.</source>
        <translation>此处只计整数。</translation>
    </message>
    <message>
        <source>At most {most} characters.</source>
        <translation>最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>Write what happened; this deed rests on it.</source>
        <translation>请写明经过，此行为以此为据。</translation>
    </message>
    <message>
        <source>{sign} · {source} · {price} · counts: {lifetime}</source>
        <translation>{sign} · {source} · {price} · 期限：{lifetime}</translation>
    </message>
    <message>
        <source> · ongoing, until its end is recorded</source>
        <translation> · 持续性行为，至记录结束为止</translation>
    </message>
</context>
<context>
    <name>DeedPicker</name>
    <message>
        <source>Deeds that match</source>
        <translation>匹配的行为</translation>
    </message>
    <message>
        <source>A few letters, a code or a row; Down shows all</source>
        <translation>输入几个字、代码或行号；向下键列出全部</translation>
    </message>
    <message>
        <source>{deed}, {place} of {all}</source>
        <translation>{deed}，第 {place} 项，共 {all} 项</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>✓ counts</source>
        <translation>✓ 计分</translation>
    </message>
    <message>
        <source>✕ does not count</source>
        <translation>✕ 不计分</translation>
    </message>
    <message>
        <source>{authority}, no. {number}, of {day}</source>
        <translation>{authority}，文号 {number}，{day}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>notified; may count from {day}</source>
        <translation>已告知，自 {day} 起可计分</translation>
    </message>
    <message>
        <source>{step} on {day}</source>
        <translation>{step}，日期 {day}</translation>
    </message>
</context>
<context>
    <name>DeedsPage</name>
    <message>
        <source>No deeds yet</source>
        <translation>暂无行为</translation>
    </message>
    <message>
        <source>The score is the base that everybody begins with.</source>
        <translation>积分即每位居民起始的基础分。</translation>
    </message>
    <message>
        <source>Deeds</source>
        <translation>行为</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>There is nothing for a {role} to do in this program.</source>
        <translation>本程序没有供{role}办理的事项。</translation>
    </message>
    <message>
        <source>Something went wrong that was not foreseen ({error}). What you saved is kept. Go on; if it happens again, tell the service&apos;s operators.</source>
        <translation>发生了未预料的错误（{error}）。已保存的内容不受影响。请继续；如再次发生，请告知运维人员。</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>The deed in detail</source>
        <translation>行为详情</translation>
    </message>
    <message>
        <source>&amp;Confirm (Ctrl+Enter)</source>
        <translation>确认(&amp;C) Ctrl+Enter</translation>
    </message>
    <message>
        <source>&amp;Refuse… (Ctrl+R)</source>
        <translation>拒绝(&amp;R)… Ctrl+R</translation>
    </message>
    <message>
        <source>Confirm the deed</source>
        <translation>确认行为</translation>
    </message>
    <message>
        <source>Refuse the deed</source>
        <translation>拒绝行为</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>录入时间</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>书面说明</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Counts for</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Law</source>
        <translation>法律</translation>
    </message>
    <message>
        <source>It &amp;stands (Ctrl+Enter)</source>
        <translation>维持(&amp;S) Ctrl+Enter</translation>
    </message>
    <message>
        <source>Annu&amp;l… (Ctrl+R)</source>
        <translation>撤销(&amp;L)… Ctrl+R</translation>
    </message>
    <message>
        <source>Let the deed stand</source>
        <translation>维持此行为</translation>
    </message>
    <message>
        <source>Annul the deed</source>
        <translation>撤销此行为</translation>
    </message>
    <message>
        <source>What it rests on</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>⚠ It could not be read. {sentence}</source>
        <translation>⚠ 无法读取。{sentence}</translation>
    </message>
    <message>
        <source>Stay on this deed, or press Enter, to read what it rests on. That look is logged.</source>
        <translation>停留在此行为上或按回车键即可查看依据。此次查看会记入日志。</translation>
    </message>
    <message>
        <source>What it is worth</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>The scheme in force does not price it.</source>
        <translation>生效方案未对其计分。</translation>
    </message>
    <message>
        <source>If it does not stand</source>
        <translation>若不予维持</translation>
    </message>
    <message>
        <source>It counts already, and goes on to count if it stands. Annulled, it counts no more, and the resident reads why. This cannot be undone here.</source>
        <translation>此项已计分；维持则继续计分。撤销后不再计分，居民可看到原因。此处无法撤回。</translation>
    </message>
    <message>
        <source>If you confirm it</source>
        <translation>确认之后</translation>
    </message>
    <message>
        <source>It counts at once. This cannot be undone here.</source>
        <translation>立即计分。在此不能撤销。</translation>
    </message>
    <message numerus="yes">
        <source>The resident is told at once and can object. It counts from {day}, after %n day(s) of notice. This cannot be undone here.</source>
        <translation>
            <numerusform>将立即告知居民，居民可提出异议。告知期 %n 天，自 {day} 起计分。在此不能撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Grade or quantity</source>
        <translation>级别或数量</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过说明</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次尝试</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>办结时间</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Corrected by</source>
        <translation>更正为</translation>
    </message>
    <message>
        <source>&amp;Correct it…</source>
        <translation>更正(&amp;C)…</translation>
    </message>
    <message>
        <source>Send it &amp;again</source>
        <translation>重新发送(&amp;A)</translation>
    </message>
    <message>
        <source>Take it &amp;back</source>
        <translation>撤回(&amp;B)</translation>
    </message>
    <message>
        <source>Show the &amp;number</source>
        <translation>显示号码(&amp;N)</translation>
    </message>
    <message>
        <source>Pick a deed to see all of it</source>
        <translation>选择行为即可查看全部内容</translation>
    </message>
</context>
<context>
    <name>DifferenceView</name>
    <message>
        <source>F&amp;rom</source>
        <translation>从(&amp;R)</translation>
    </message>
    <message>
        <source>T&amp;o</source>
        <translation>到(&amp;O)</translation>
    </message>
    <message>
        <source>Compare the other way round</source>
        <translation>反向比较</translation>
    </message>
    <message>
        <source>Show only changes with these words</source>
        <translation>仅显示含这些字词的更改</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>The account of {name} is changed.</source>
        <translation>已更改“{name}”的账户。</translation>
    </message>
    <message>
        <source>Its sessions have ended.</source>
        <translation>其会话已结束。</translation>
    </message>
    <message>
        <source>Somebody changed this account meanwhile. It is now: {full_name}, {role}, {place}, {state}. What you typed is kept; save again to put it in place of that.</source>
        <translation>其间有人更改了此账户。现为：{full_name}，{role}，{place}，{state}。您输入的内容已保留；再次保存即以其取代。</translation>
    </message>
    <message>
        <source>Disable the account of {name}?</source>
        <translation>停用“{name}”的账户？</translation>
    </message>
    <message>
        <source>Its sessions end at once, and nobody can sign in with it until it is enabled again. What was entered with it stays.</source>
        <translation>其会话立即结束，重新启用之前任何人都不能用此账户登录。已录入的内容保持不变。</translation>
    </message>
    <message>
        <source>Disable it</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>The account of {name} is disabled.</source>
        <translation>已停用“{name}”的账户。</translation>
    </message>
    <message>
        <source>The account of {name} is enabled, with the password it had.</source>
        <translation>已启用“{name}”的账户，密码不变。</translation>
    </message>
    <message>
        <source>Confirm the account of {name}?</source>
        <translation>确认 {name} 的账户？</translation>
    </message>
    <message>
        <source>Confirm it if you know who works with it, and that it is not the administrator who handed it out. From then on it counts as a person of its own where two are needed. Its holder has to have changed the password first.</source>
        <translation>请仅在您知道由谁使用、且使用人不是经手此账户的管理员时确认。此后，凡须两人办理之处，该账户视为独立的一人。使用人须先自行更改密码。</translation>
    </message>
    <message>
        <source>Confirm it</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>The account of {name} is confirmed.</source>
        <translation>{name} 的账户已确认。</translation>
    </message>
    <message>
        <source>Give {name} a new password?</source>
        <translation>为“{name}”重设密码？</translation>
    </message>
    <message>
        <source>The present one stops working at once, and the account&apos;s sessions end.</source>
        <translation>当前密码立即失效，账户的会话随之结束。</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>重设密码</translation>
    </message>
    <message>
        <source>This is your own account. Ask another administrator to do this for you.</source>
        <translation>这是您自己的账户。请由其他管理员办理。</translation>
    </message>
    <message>
        <source>Somebody changed the account of {name} meanwhile, so nothing was done. It is read again: look at it, then repeat what you wanted.</source>
        <translation>“{name}”的账户其间已被他人更改，本次操作未执行。现已重新读取：请查看后再次操作。</translation>
    </message>
    <message>
        <source>Please confirm</source>
        <translation>请确认</translation>
    </message>
</context>
<context>
    <name>EnrolView</name>
    <message>
        <source>Save the invitation</source>
        <translation>保存邀请</translation>
    </message>
    <message>
        <source>Saved in {path}. Whoever has the file can sign in as the resident: delete it once it is printed.</source>
        <translation>已保存到 {path}。任何持有此文件的人都能以该居民身份登录：打印后请立即删除。</translation>
    </message>
    <message>
        <source>{path} could not be written. Choose another place.</source>
        <translation>无法写入 {path}。请选择其他位置。</translation>
    </message>
    <message>
        <source>Enrol a resident</source>
        <translation>登记居民</translation>
    </message>
    <message>
        <source>This only makes an invitation. It is no consent: that is given, or not, by the resident at the first sign-in. For somebody who was invited before, a new code takes the place of the last one.</source>
        <translation>登记仅生成邀请，并非同意：是否同意由居民首次登录时自行决定。对已受邀请者，新的邀请码取代原邀请码。</translation>
    </message>
    <message>
        <source>Identity card &amp;number</source>
        <translation>身份证号码(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>姓名(&amp;A)</translation>
    </message>
    <message>
        <source>As the resident writes it, in either language or both.</source>
        <translation>按居民本人的写法，中文、英文或两者均可。</translation>
    </message>
    <message>
        <source>Make the invitation</source>
        <translation>生成邀请</translation>
    </message>
    <message>
        <source>The invitation is made</source>
        <translation>邀请已生成</translation>
    </message>
    <message>
        <source>Hand it to the resident and to nobody else. The code is shown this once and kept nowhere; if it is lost, make a new invitation.</source>
        <translation>请只交给居民本人。邀请码仅显示这一次，不在任何地方保存；如遗失，请重新生成邀请。</translation>
    </message>
    <message>
        <source>&amp;Print it…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>另存为 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>邀请码：{code}</translation>
    </message>
    <message>
        <source>It can be used once, until {moment}.</source>
        <translation>仅可使用一次，有效至 {moment}。</translation>
    </message>
    <message>
        <source>Type the number.</source>
        <translation>请输入号码。</translation>
    </message>
    <message>
        <source>Type the name.</source>
        <translation>请输入姓名。</translation>
    </message>
</context>
<context>
    <name>FileView</name>
    <message>
        <source>&amp;Score</source>
        <translation>积分(&amp;S)</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>变化历史(&amp;I)</translation>
    </message>
    <message>
        <source>D&amp;eeds</source>
        <translation>行为(&amp;E)</translation>
    </message>
    <message>
        <source>Parts of the file</source>
        <translation>档案的各部分</translation>
    </message>
    <message>
        <source>Enrol a resident, or &amp;make a new invitation…</source>
        <translation>登记居民或重新生成邀请(&amp;M)…</translation>
    </message>
    <message>
        <source>Take a &amp;consent that is signed on paper…</source>
        <translation>录入纸质同意书(&amp;C)…</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>⚠ Not in the text</source>
        <translation>⚠ 文本中没有</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>在文本中查找</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭查找</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Open a resident&apos;s file</source>
        <translation>打开居民档案</translation>
    </message>
    <message>
        <source>Every look at a file is recorded with your name and your reason, and the resident can read both.</source>
        <translation>每次查看档案都会记录您的姓名和理由，居民可以看到这两项。</translation>
    </message>
    <message>
        <source>Identity card &amp;number, or pass</source>
        <translation>身份证号码或凭证(&amp;N)</translation>
    </message>
    <message>
        <source>The whole number, or a pass that the resident shows; there is no list.</source>
        <translation>请输入完整号码，或居民出示的凭证；不提供居民名单。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>The resident asked at the desk</source>
        <translation>居民到窗口提出</translation>
    </message>
    <message>
        <source>The resident asked by telephone</source>
        <translation>居民来电提出</translation>
    </message>
    <message>
        <source>The resident asked for a perk</source>
        <translation>居民申请便利项目</translation>
    </message>
    <message>
        <source>A deed of the resident is being checked</source>
        <translation>正在核实该居民的行为</translation>
    </message>
    <message>
        <source>The resident objects to a deed</source>
        <translation>居民对行为提出异议</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行填写</translation>
    </message>
    <message>
        <source>There is no file to open. The answer is the same for a number that is mistyped, that was never or only invited, or whose bearer has left: it tells nothing about anybody.</source>
        <translation>没有可打开的档案。号码有误、从未受邀请、仅受邀请或持有人已退出，答复均相同：不透露任何人的情况。</translation>
    </message>
    <message>
        <source>&amp;Open the file</source>
        <translation>打开档案(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Enrol this resident…</source>
        <translation>登记此居民(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Back to the open file</source>
        <translation>返回已打开的档案(&amp;B)</translation>
    </message>
    <message>
        <source>Type the number, or scan a pass.</source>
        <translation>请输入号码，或扫描凭证。</translation>
    </message>
    <message>
        <source>Say why; the resident can read it.</source>
        <translation>请说明理由，居民可以看到。</translation>
    </message>
</context>
<context>
    <name>FollowView</name>
    <message>
        <source>Recorded: {deed}.</source>
        <translation>已记录：{deed}。</translation>
    </message>
    <message>
        <source>What became of the deed</source>
        <translation>行为的后续</translation>
    </message>
    <message>
        <source>It has &amp;ended</source>
        <translation>已结束(&amp;E)</translation>
    </message>
    <message>
        <source>It still lasts, and was &amp;proven anew</source>
        <translation>仍在持续，有新的证明(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>How that is known; the resident can read it.</source>
        <translation>请说明依据，居民可以看到。</translation>
    </message>
    <message>
        <source>Issuing &amp;authority</source>
        <translation>出具机关(&amp;A)</translation>
    </message>
    <message>
        <source>Document &amp;number</source>
        <translation>文号(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Issued on</source>
        <translation>出具日期(&amp;I)</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>&amp;Day of the new proof</source>
        <translation>新证明的日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Day of its end</source>
        <translation>结束日期(&amp;D)</translation>
    </message>
    <message>
        <source>A new proof prolongs it, so it needs a document and another person than who entered it.</source>
        <translation>新的证明会延长其期限，须有文书为据，并由录入人以外的人员登记。</translation>
    </message>
    <message>
        <source>From its end on, the time runs after which it counts no more. So its end needs a document and another person than who entered it.</source>
        <translation>自结束之日起计算期限，期满后不再计分。因此结束也须有文书为据，并由录入人以外的人员登记。</translation>
    </message>
    <message>
        <source>Write it out.</source>
        <translation>请填写。</translation>
    </message>
</context>
<context>
    <name>Grades</name>
    <message>
        <source>national</source>
        <translation>国家级</translation>
    </message>
    <message>
        <source>provincial</source>
        <translation>省级</translation>
    </message>
    <message>
        <source>city</source>
        <translation>市级</translation>
    </message>
    <message>
        <source>county</source>
        <translation>县级</translation>
    </message>
    <message>
        <source>first class</source>
        <translation>一等</translation>
    </message>
    <message>
        <source>second class</source>
        <translation>二等</translation>
    </message>
    <message>
        <source>third class</source>
        <translation>三等</translation>
    </message>
    <message>
        <source>bravery</source>
        <translation>见义勇为</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>serious warning</source>
        <translation>严重警告</translation>
    </message>
    <message>
        <source>recorded demerit</source>
        <translation>记过</translation>
    </message>
    <message>
        <source>recorded major demerit</source>
        <translation>记大过</translation>
    </message>
    <message>
        <source>demotion</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>dismissal</source>
        <translation>撤职</translation>
    </message>
    <message>
        <source>probation</source>
        <translation>留用察看</translation>
    </message>
    <message>
        <source>expulsion</source>
        <translation>开除</translation>
    </message>
    <message>
        <source>buying</source>
        <translation>购买</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{class_}, {level}</source>
        <translation>{level}{class_}</translation>
    </message>
</context>
<context>
    <name>GrantList</name>
    <message>
        <source>✕ not granted</source>
        <translation>✕ 未授予</translation>
    </message>
    <message>
        <source>✓ granted</source>
        <translation>✓ 已授予</translation>
    </message>
    <message>
        <source>– revoked</source>
        <translation>– 已撤销</translation>
    </message>
    <message>
        <source>✓ can be granted</source>
        <translation>✓ 可以授予</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>The perk</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>未授予的原因</translation>
    </message>
</context>
<context>
    <name>GrantPerk</name>
    <message>
        <source>The city has no perks</source>
        <translation>本市没有便利项目</translation>
    </message>
    <message>
        <source>The scheme in force lists none.</source>
        <translation>生效方案未列便利项目。</translation>
    </message>
    <message>
        <source>Nothing was granted yet</source>
        <translation>尚未授予</translation>
    </message>
    <message>
        <source>Pick a perk that is open and press Ctrl+Enter.</source>
        <translation>请选择已开放的便利项目，然后按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>This perk opens from {band} on; the resident&apos;s band does not.</source>
        <translation>此便利项目自等级“{band}”起开放，该居民尚未达到。</translation>
    </message>
    <message>
        <source>{service}: {kind}</source>
        <translation>{service}：{kind}</translation>
    </message>
    <message>
        <source>✓ open by a grant</source>
        <translation>✓ 可经授予享用</translation>
    </message>
    <message>
        <source>✓ open</source>
        <translation>✓ 已开放</translation>
    </message>
    <message>
        <source>✕ not open</source>
        <translation>✕ 未开放</translation>
    </message>
    <message>
        <source>Perk</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>For this resident</source>
        <translation>对该居民</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Opens from</source>
        <translation>开放等级</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>{state}, holds until {day}</source>
        <translation>{state}，有效至 {day}</translation>
    </message>
    <message>
        <source>{amount} {unit}</source>
        <translation>{amount} {unit}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Granted by</source>
        <translation>授予人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>revoked: {reason}</source>
        <translation>已撤销：{reason}</translation>
    </message>
</context>
<context>
    <name>GrantView</name>
    <message>
        <source>Grant a perk</source>
        <translation>授予便利项目</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>The resident can read it.</source>
        <translation>居民可以看到。</translation>
    </message>
    <message>
        <source>The resident asked at the desk</source>
        <translation>居民到窗口提出</translation>
    </message>
    <message>
        <source>The resident asked by telephone</source>
        <translation>居民来电提出</translation>
    </message>
    <message>
        <source>The resident asked in writing</source>
        <translation>居民书面提出</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行填写</translation>
    </message>
    <message>
        <source>&amp;Grant it</source>
        <translation>授予(&amp;G)</translation>
    </message>
    <message>
        <source>{resident} may use “{perk}” from {first} until {last}, both included.</source>
        <translation>{resident} 可使用“{perk}”，自 {first} 至 {last}（含首尾两日）。</translation>
    </message>
    <message>
        <source>Granted: {perk}, until {last}.</source>
        <translation>已授予：{perk}，至 {last}。</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>The chart is coming…</source>
        <translation>正在绘制图表…</translation>
    </message>
    <message>
        <source>Show the &amp;chart</source>
        <translation>显示图表(&amp;C)</translation>
    </message>
    <message>
        <source>Each step is what was known then, under the scheme in force then.</source>
        <translation>每一步均按当时已知的情况和当时生效的方案计算。</translation>
    </message>
    <message>
        <source>History of the score</source>
        <translation>积分变化历史</translation>
    </message>
</context>
<context>
    <name>Jump</name>
    <message>
        <source>Jump</source>
        <translation>跳转</translation>
    </message>
    <message>
        <source>A few letters of a screen or action</source>
        <translation>输入页面或操作的几个字</translation>
    </message>
    <message>
        <source>Screen or action</source>
        <translation>页面或操作</translation>
    </message>
    <message>
        <source>Screens and actions</source>
        <translation>页面与操作</translation>
    </message>
    <message>
        <source>Nothing is called that</source>
        <translation>没有匹配的名称</translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>Row {row}: {why}</source>
        <translation>第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>Grant to a list</source>
        <translation>按清单授予</translation>
    </message>
    <message>
        <source>For &amp;one resident</source>
        <translation>为一位居民授予(&amp;O)</translation>
    </message>
    <message>
        <source>P&amp;erk</source>
        <translation>便利项目(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>The residents can read it.</source>
        <translation>居民可以看到。</translation>
    </message>
    <message>
        <source>The bureau&apos;s list of those entitled</source>
        <translation>主管部门的符合条件名单</translation>
    </message>
    <message>
        <source>The residents asked in writing</source>
        <translation>居民书面申请</translation>
    </message>
    <message>
        <source>Thanks for a day of volunteering</source>
        <translation>感谢参加志愿服务日</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行填写</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>预览(&amp;P)</translation>
    </message>
    <message>
        <source>Revoke the &amp;whole list…</source>
        <translation>撤销整份清单(&amp;W)…</translation>
    </message>
    <message>
        <source>What becomes of each number</source>
        <translation>每个号码的结果</translation>
    </message>
    <message>
        <source>Residents&apos; &amp;numbers</source>
        <translation>居民号码名单(&amp;N)</translation>
    </message>
    <message>
        <source>Pick a perk</source>
        <translation>请选择便利项目</translation>
    </message>
    <message>
        <source>Gr&amp;ant it</source>
        <translation>授予(&amp;A)</translation>
    </message>
    <message numerus="yes">
        <source>Gr&amp;ant it to %n resident(s)</source>
        <translation>
            <numerusform>授予 %n 位居民(&amp;A)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Type or paste the numbers.</source>
        <translation>请输入或粘贴号码。</translation>
    </message>
    <message>
        <source>A list has at most {most} numbers; this one has {count}. Split it.</source>
        <translation>一份清单最多 {most} 个号码；此清单有 {count} 个。请分成几份。</translation>
    </message>
    <message>
        <source>Pick a perk.</source>
        <translation>请选择便利项目。</translation>
    </message>
    <message>
        <source>Say why; the residents can read it.</source>
        <translation>请说明原因；居民可以看到。</translation>
    </message>
    <message>
        <source>Press again once the server answers: each gets it once.</source>
        <translation>服务器恢复后请再按一次：每位居民只授予一次。</translation>
    </message>
    <message numerus="yes">
        <source>A preview, nothing is granted yet: %n of {count} would get “{perk}” from {first} until {last}.</source>
        <translation>
            <numerusform>仅为预览，尚未授予：{count} 个号码中有 %n 个将获得“{perk}”，自 {first} 至 {last}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This list is revoked. It had granted “{perk}” to %n.</source>
        <translation>
            <numerusform>此清单已撤销。曾向 %n 位居民授予“{perk}”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Granted: %n of {count} may use “{perk}” from {first} until {last}.</source>
        <translation>
            <numerusform>已授予：{count} 个号码中有 %n 个可使用“{perk}”，自 {first} 至 {last}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is previewed</source>
        <translation>尚未预览</translation>
    </message>
    <message>
        <source>Pick a perk, its days and a reason, paste the numbers, and press Ctrl+P. What each number would get is shown here before anything is granted.</source>
        <translation>请选择便利项目、日期和原因，粘贴号码，然后按 Ctrl+P。授予之前，这里会显示每个号码的结果。</translation>
    </message>
</context>
<context>
    <name>LogDeed</name>
    <message numerus="yes">
        <source>%n deed(s) could not be saved yet, and would be lost.</source>
        <translation>
            <numerusform>有 %n 条行为尚未保存，离开会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>A deed is being saved. Try again in a moment.</source>
        <translation>正在保存一条行为。请稍后再试。</translation>
    </message>
    <message>
        <source>There is nothing to enter</source>
        <translation>没有可录入的行为</translation>
    </message>
    <message>
        <source>The scheme in force has no deed that your department submits.</source>
        <translation>生效方案中没有可由贵部门提交的行为。</translation>
    </message>
    <message>
        <source>The deeds are not on this machine yet</source>
        <translation>本机尚无行为类型</translation>
    </message>
    <message>
        <source>{why} Once they were read, this screen works without a connection.</source>
        <translation>{why}读取一次之后，此页面离线也可使用。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What you had typed is back. Go on, or begin anew.</source>
        <translation>已恢复您上次输入的内容。请继续，或重新开始。</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) look(s) wrong. Correct it, or save once more to keep it as it is.</source>
        <translation>
            <numerusform>%n 个号码疑有误。请更正，或再次保存以保持原样。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved for %n resident(s): {deed}.</source>
        <translation>
            <numerusform>已为 %n 位居民保存：{deed}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved for {resident}: {deed}.</source>
        <translation>已为 {resident} 保存：{deed}。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>重新填入</translation>
    </message>
    <message numerus="yes">
        <source>%n more could not be saved.</source>
        <translation>
            <numerusform>还有 %n 条未能保存。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back; nothing was sent.</source>
        <translation>已撤回，未发送任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) had left already and cannot be taken back.</source>
        <translation>
            <numerusform>%n 条行为已经发出，不能撤回。</numerusform>
        </translation>
    </message>
    <message>
        <source>The form is cleared.</source>
        <translation>表单已清空。</translation>
    </message>
    <message>
        <source>Nothing saved yet</source>
        <translation>尚未保存行为</translation>
    </message>
    <message>
        <source>Each deed is kept on this machine first and sent from here, also later.</source>
        <translation>每条行为先保存在本机，再由此发送，也可稍后发送。</translation>
    </message>
    <message>
        <source>No connection: this is what the rules said when they were last read.</source>
        <translation>没有连接：以下按上次读取的规则显示。</translation>
    </message>
    <message>
        <source>Fill in what is missing to see the points.</source>
        <translation>填完所缺内容即可查看分值。</translation>
    </message>
    <message>
        <source>Counts at once; no second person is needed</source>
        <translation>立即计分，无须另一人确认</translation>
    </message>
    <message>
        <source>Awaits a second person if it is worth 30 points or more</source>
        <translation>达到 30 分的须由另一人确认</translation>
    </message>
    <message>
        <source>Awaits a second person, unless it rests on a document</source>
        <translation>须由另一人确认，有文书为据者除外</translation>
    </message>
    <message>
        <source>Awaits a second person</source>
        <translation>须由另一人确认</translation>
    </message>
    <message>
        <source>{days} days after it is confirmed</source>
        <translation>确认后 {days} 天</translation>
    </message>
    <message>
        <source>{day} at the earliest; {text}</source>
        <translation>最早 {day}，{text}</translation>
    </message>
    <message>
        <source>the day it reaches the server, or is confirmed</source>
        <translation>到达服务器或获确认之日</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Saved at {time}</source>
        <translation>保存于 {time}</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>行为</translation>
    </message>
</context>
<context>
    <name>LogDeedView</name>
    <message>
        <source>Deeds saved last</source>
        <translation>最近保存的行为</translation>
    </message>
    <message>
        <source>Saved last</source>
        <translation>最近保存</translation>
    </message>
    <message>
        <source>&amp;Keep the deed for the next one</source>
        <translation>下一条沿用此行为(&amp;K)</translation>
    </message>
    <message>
        <source>The day is kept anyway.</source>
        <translation>日期始终沿用。</translation>
    </message>
    <message>
        <source>Undo (Ctrl+T)</source>
        <translation>撤回 (Ctrl+T)</translation>
    </message>
    <message>
        <source>The same deed for several residents</source>
        <translation>多位居民的同一行为</translation>
    </message>
    <message>
        <source>A new deed</source>
        <translation>新的行为</translation>
    </message>
    <message>
        <source>For one resident (Ctrl+L)</source>
        <translation>单个居民 (Ctrl+L)</translation>
    </message>
    <message>
        <source>For a list of numbers (Ctrl+L)</source>
        <translation>号码名单 (Ctrl+L)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Save %n deed(s)</source>
        <translation>
            <numerusform>保存 %n 条行为(&amp;S)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Save the deed</source>
        <translation>保存行为(&amp;S)</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>← &amp;Back to the list</source>
        <translation>← 返回列表(&amp;B)</translation>
    </message>
    <message>
        <source>Plus and minus: larger and smaller. 0: the whole page.</source>
        <translation>加号和减号：放大和缩小。0：整页。</translation>
    </message>
    <message>
        <source>No program of this machine opens such files. Install one first.</source>
        <translation>本机没有可打开此类文件的程序。请先安装。</translation>
    </message>
    <message>
        <source>The file could not be written for another program: {reason}.</source>
        <translation>无法为其他程序写出文件：{reason}。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>citypoints</source>
        <translation>citypoints</translation>
    </message>
    <message>
        <source>{name}, {role}, {city}</source>
        <translation>{name}，{role}，{city}</translation>
    </message>
    <message>
        <source>“{action}” has nothing to act on at the moment.</source>
        <translation>目前没有可执行“{action}”的对象。</translation>
    </message>
    <message>
        <source>There is no table here that can be sorted.</source>
        <translation>这里没有可以排序的表格。</translation>
    </message>
    <message>
        <source>Select rows of a table first.</source>
        <translation>请先在表格中选择行。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>已复制 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no table on this screen.</source>
        <translation>此页面没有表格。</translation>
    </message>
    <message>
        <source>About citypoints</source>
        <translation>关于 citypoints</translation>
    </message>
    <message>
        <source>citypoints {version}: a municipal citizen-points pilot.
No consent, no score. Perks, never penalties. Everything explained.</source>
        <translation>citypoints {version}：市民积分试点。
未经同意，不予积分。只给便利，绝不惩罚。一切皆有说明。</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>服务器没有应答。</translation>
    </message>
    <message>
        <source>Look at the bookings</source>
        <translation>查看登记记录</translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) wait on this machine to be sent.</source>
        <translation>
            <numerusform>本机有 %n 条行为待发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) were refused and wait for you.</source>
        <translation>
            <numerusform>有 %n 条行为被拒绝，待您处理。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n booking(s) wait on this machine to be settled.</source>
        <translation>
            <numerusform>本机有 %n 次登记等待补登记。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n booking(s) were refused when settled; look at them.</source>
        <translation>
            <numerusform>有 %n 次登记在补登记时被拒，请查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at the outbox</source>
        <translation>查看发件箱</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Everywhere</source>
        <translation>任何页面</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Screens</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Put this notice away</source>
        <translation>关闭此提示</translation>
    </message>
</context>
<context>
    <name>NumbersEdit</name>
    <message>
        <source>One to a line, or with blanks, commas or semicolons between them.</source>
        <translation>每行一个，或以空格、逗号、分号隔开。</translation>
    </message>
    <message numerus="yes">
        <source>%n resident(s)</source>
        <translation>
            <numerusform>%n 位居民</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stand(s) there twice and count(s) once: {numbers}</source>
        <translation>
            <numerusform>%n 个号码重复，只计一次：{numbers}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n look(s) wrong: {numbers}</source>
        <translation>
            <numerusform>⚠ %n 个号码疑有误：{numbers}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次尝试</translation>
    </message>
    <message>
        <source>Last problem</source>
        <translation>最近的问题</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>记录时间</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>拒绝理由</translation>
    </message>
    <message>
        <source>Nothing is left to send now.</source>
        <translation>没有待发送的行为。</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>The server is away.</source>
        <translation>无法连接服务器。</translation>
    </message>
    <message>
        <source>Sign in again to send.</source>
        <translation>请重新登录后发送。</translation>
    </message>
    <message>
        <source>Sending has failed.</source>
        <translation>发送失败。</translation>
    </message>
    <message>
        <source>Sending has stopped.</source>
        <translation>发送已停止。</translation>
    </message>
    <message>
        <source>Next try at {time}.</source>
        <translation>下次尝试：{time}。</translation>
    </message>
</context>
<context>
    <name>OutboxScreen</name>
    <message>
        <source>row {row} ({id})</source>
        <translation>第 {row} 行（{id}）</translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) on this machine cannot be opened: the file was changed or damaged on the disk. They are kept, and never sent: {places}. Ask your administrator to restore the outbox from a backup, or enter these deeds again.</source>
        <translation>
            <numerusform>本机有 %n 条行为无法打开：文件在磁盘上被更改或损坏。现已原样保留，不会发送：{places}。请联系管理员从备份恢复发件箱，或重新录入这些行为。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing in this state</source>
        <translation>没有此状态的行为</translation>
    </message>
    <message>
        <source>Choose another one above.</source>
        <translation>请在上方选择其他状态。</translation>
    </message>
    <message>
        <source>The outbox is empty</source>
        <translation>发件箱为空</translation>
    </message>
    <message>
        <source>Deeds that you log are kept here, sealed with your password, until the server has them.</source>
        <translation>您录入的行为以您的密码加密保存在此，直到服务器收到为止。</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>没有待发送的行为。</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation>正在尝试…</translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) taken back; the server has none of it.</source>
        <translation>
            <numerusform>已撤回 %n 条行为，服务器上没有。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) had left already.</source>
        <translation>
            <numerusform>%n 条行为已经发出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The corrected deed takes its place and is sent.</source>
        <translation>更正后的行为取代原行为并发送。</translation>
    </message>
    <message numerus="yes">
        <source>%n settled deed(s) removed from this machine.</source>
        <translation>
            <numerusform>已从本机清除 %n 条已办结的行为。</numerusform>
        </translation>
    </message>
    <message>
        <source>No settled deed is that old; nothing was removed.</source>
        <translation>没有办结这么久的行为，未作清除。</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>已拒绝：{reason}</translation>
    </message>
    <message>
        <source>Nothing entered yet</source>
        <translation>尚无录入记录</translation>
    </message>
    <message>
        <source>What the server has from you stands here, with what became of it.</source>
        <translation>服务器收到的由您录入的行为及其后续显示在此。</translation>
    </message>
</context>
<context>
    <name>OutboxView</name>
    <message>
        <source>&amp;On this machine</source>
        <translation>本机(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;What I entered</source>
        <translation>我的录入记录(&amp;W)</translation>
    </message>
    <message>
        <source>Outbox and entries</source>
        <translation>发件箱与录入记录</translation>
    </message>
    <message>
        <source>Deeds on this machine</source>
        <translation>本机的行为</translation>
    </message>
    <message>
        <source>What I entered</source>
        <translation>我的录入记录</translation>
    </message>
    <message>
        <source>Stat&amp;e</source>
        <translation>状态(&amp;E)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Try to &amp;send now</source>
        <translation>立即尝试发送(&amp;S)</translation>
    </message>
    <message>
        <source>Remove o&amp;ld ones…</source>
        <translation>清除旧行为(&amp;L)…</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Deeds</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Merits</source>
        <translation>加分行为</translation>
    </message>
    <message>
        <source>Demerits</source>
        <translation>扣分行为</translation>
    </message>
</context>
<context>
    <name>OverviewView</name>
    <message>
        <source>Read at {time}</source>
        <translation>读取于 {time}</translation>
    </message>
    <message>
        <source>to be sent from this machine</source>
        <translation>待从本机发送</translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) were refused and wait for you</source>
        <translation>
            <numerusform>有 %n 条行为被拒绝，待您处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Counts of the whole city. Residents are counted in tens, and nobody is named.</source>
        <translation>全市统计。居民人数取整到十位，不涉及任何个人。</translation>
    </message>
    <message>
        <source>Awaiting confirmation</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Objections and repairs</source>
        <translation>异议与修复</translation>
    </message>
    <message>
        <source>Deeds today</source>
        <translation>今日行为</translation>
    </message>
    <message>
        <source>Residents taking part</source>
        <translation>参加的居民</translation>
    </message>
    <message>
        <source>In the outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>Deeds a day</source>
        <translation>每日行为</translation>
    </message>
    <message>
        <source>Recorded on each of the last 30 days</source>
        <translation>最近 30 天每日记录数</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>No deed was recorded on these days.</source>
        <translation>这些日期没有行为记录。</translation>
    </message>
    <message>
        <source>Deeds that need a second person before they count, by department</source>
        <translation>须由另一人确认才计分的行为，按部门</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>No deed waits: the queue is empty.</source>
        <translation>没有待确认的行为。</translation>
    </message>
    <message>
        <source>Residents by band</source>
        <translation>各等级居民人数</translation>
    </message>
    <message>
        <source>Rounded to tens; fewer than ten are not shown</source>
        <translation>取整到十位，不足十人的不显示</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Fewer than ten residents are in each band, so none is shown.</source>
        <translation>各等级居民均不足十人，故不显示。</translation>
    </message>
    <message numerus="yes">
        <source>%n merit(s)</source>
        <translation>
            <numerusform>%n 条加分行为</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n demerit(s)</source>
        <translation>
            <numerusform>%n 条扣分行为</numerusform>
        </translation>
    </message>
    <message>
        <source>the oldest since {day}</source>
        <translation>最早自 {day} 起</translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n 件逾期</numerusform>
        </translation>
    </message>
    <message>
        <source>to be answered in time</source>
        <translation>须按期答复</translation>
    </message>
    <message numerus="yes">
        <source>%n in 30 days</source>
        <translation>
            <numerusform>30 天内 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>rounded to tens</source>
        <translation>取整到十位</translation>
    </message>
    <message>
        <source>too few to be shown</source>
        <translation>人数过少，不显示</translation>
    </message>
    <message>
        <source>⚠ What follows could not be read again: {reason}</source>
        <translation>⚠ 以下内容未能刷新：{reason}</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>This could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>PaperCaseView</name>
    <message>
        <source>The objection is stored and the deed suspended. A colleague answers by {day}; otherwise it is upheld.</source>
        <translation>异议已存入，该行为已暂停计分。由同事最迟于 {day} 答复；逾期未答复的，异议成立。</translation>
    </message>
    <message>
        <source>The repair is stored. A colleague answers by {day}.</source>
        <translation>修复申请已存入。由同事最迟于 {day} 答复。</translation>
    </message>
    <message>
        <source>The resident &amp;reads</source>
        <translation>居民阅读的语言(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Print a page to sign…</source>
        <translation>打印供签名的页面(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Take it in</source>
        <translation>接收(&amp;T)</translation>
    </message>
    <message>
        <source>Objection on paper</source>
        <translation>纸质异议</translation>
    </message>
    <message>
        <source>The deed is suspended at once. A colleague decides who neither entered nor confirmed it; you, who take the paper in, do not.</source>
        <translation>该行为立即暂停计分。由未参与录入和确认的同事作出决定；接收材料的您不能作出决定。</translation>
    </message>
    <message>
        <source>What is &amp;wrong, as the paper says</source>
        <translation>材料所述的错误之处(&amp;W)</translation>
    </message>
    <message>
        <source>In the resident&apos;s own words.</source>
        <translation>请用居民自己的话填写。</translation>
    </message>
    <message>
        <source>Repair on paper</source>
        <translation>纸质修复申请</translation>
    </message>
    <message>
        <source>A colleague decides who neither entered nor confirmed the deed; you, who take the paper in, do not. Until then the deed stays as it is.</source>
        <translation>由未参与录入和确认的同事作出决定；接收材料的您不能作出决定。在此之前，该行为保持不变。</translation>
    </message>
    <message>
        <source>Ho&amp;w it was made good, as the paper says</source>
        <translation>材料所述的修复情况(&amp;W)</translation>
    </message>
    <message>
        <source>What &amp;shows it</source>
        <translation>证明方式(&amp;S)</translation>
    </message>
    <message>
        <source>What the scheme takes for this deed.</source>
        <translation>方案对此行为接受的证明。</translation>
    </message>
    <message>
        <source>&amp;Made good on</source>
        <translation>修复日期(&amp;M)</translation>
    </message>
    <message>
        <source>Write down what the paper says.</source>
        <translation>请填写材料的内容。</translation>
    </message>
    <message>
        <source>At most {most} characters; the scan has the rest.</source>
        <translation>最多 {most} 个字符；其余内容见扫描件。</translation>
    </message>
</context>
<context>
    <name>PaperConsentView</name>
    <message>
        <source>Save the consent text</source>
        <translation>保存同意书</translation>
    </message>
    <message>
        <source>Send it again once the server answers: it is stored once.</source>
        <translation>服务器恢复应答后请再次发送：只会保存一次。</translation>
    </message>
    <message>
        <source>Saved in {path}.</source>
        <translation>已保存到 {path}。</translation>
    </message>
    <message>
        <source>{path} could not be written. Choose another place.</source>
        <translation>无法写入 {path}。请选择其他位置。</translation>
    </message>
    <message>
        <source>Consent on paper</source>
        <translation>纸质同意书</translation>
    </message>
    <message>
        <source>Let the resident read the text, or read it aloud. Print it; the resident and you sign the paper. Nothing is stored before its scan is sent.</source>
        <translation>请居民阅读本文，或为其宣读。打印后由居民和您签名。发送扫描件之前不会保存任何内容。</translation>
    </message>
    <message>
        <source>The resident &amp;reads</source>
        <translation>居民阅读的语言(&amp;R)</translation>
    </message>
    <message>
        <source>The language that the resident reads</source>
        <translation>居民阅读的语言</translation>
    </message>
    <message>
        <source>The consent text</source>
        <translation>同意书正文</translation>
    </message>
    <message>
        <source>&amp;Print it…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>另存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>It is &amp;signed…</source>
        <translation>已签名(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Back to the text</source>
        <translation>返回正文(&amp;B)</translation>
    </message>
    <message>
        <source>Sen&amp;d the consent</source>
        <translation>发送同意书(&amp;D)</translation>
    </message>
    <message>
        <source>As it is written on the paper. The consent names you as the officer.</source>
        <translation>按纸上所写填写。同意书将载明您为经办人员。</translation>
    </message>
    <message>
        <source>Identity card &amp;number</source>
        <translation>身份证号码(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>姓名(&amp;A)</translation>
    </message>
    <message>
        <source>As the resident writes it, in either language or both.</source>
        <translation>按居民本人的写法，中文、英文或两者均可。</translation>
    </message>
    <message>
        <source>The consent is stored</source>
        <translation>同意书已保存</translation>
    </message>
    <message>
        <source>Who signed takes part, and needs no account for that. The answer is the same for everybody who is old enough: it tells nothing about anybody.</source>
        <translation>签名者即已参加，无需账户。对所有达到年龄者答复相同：不透露任何人的情况。</translation>
    </message>
    <message>
        <source>It names {officer} as the officer, on {moment}.</source>
        <translation>载明的经办人员为 {officer}，时间 {moment}。</translation>
    </message>
    <message>
        <source>Type the number.</source>
        <translation>请输入号码。</translation>
    </message>
    <message>
        <source>Type the name.</source>
        <translation>请输入姓名。</translation>
    </message>
</context>
<context>
    <name>PaperLeavingView</name>
    <message>
        <source>The resident has left, and everything is erased.</source>
        <translation>居民已退出，全部数据已删除。</translation>
    </message>
    <message>
        <source>The resident is leaving, and may return until {moment}. Then everything is erased.</source>
        <translation>居民正在退出，{moment} 之前可返回，之后将删除全部数据。</translation>
    </message>
    <message>
        <source>The resident takes part no more: what you sent before has arrived.</source>
        <translation>该居民已不再参加：您此前发送的内容已送达。</translation>
    </message>
    <message>
        <source>Leaving, on paper</source>
        <translation>纸质退出</translation>
    </message>
    <message>
        <source>Leaving is as easy as joining: whatever the resident wrote and signed will do. You can print a page for it.</source>
        <translation>退出与参加同样简便：居民书写并签名的任何文件均可。您也可以打印一份供其签名。</translation>
    </message>
    <message>
        <source>The resident &amp;reads</source>
        <translation>居民阅读的语言(&amp;R)</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>理由(&amp;E)</translation>
    </message>
    <message>
        <source>Why you do this for the resident, who can read it.</source>
        <translation>您为居民办理的原因，居民可以看到。</translation>
    </message>
    <message>
        <source>Erase everything s&amp;oon, as the resident wrote: after {days} days</source>
        <translation>按居民书面要求尽快删除全部数据：{days} 天后(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Print a page to sign…</source>
        <translation>打印供签名的页面(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Go on…</source>
        <translation>继续(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Let {name} leave?</source>
        <translation>为 {name} 办理退出？</translation>
    </message>
    <message>
        <source>Say why; the resident can read it.</source>
        <translation>请说明理由，居民可以看到。</translation>
    </message>
    <message>
        <source>From now on there is no score and there are no perks; running ones end.</source>
        <translation>自即刻起不再有积分和便利项目，正在使用的便利项目终止。</translation>
    </message>
    <message numerus="yes">
        <source>The resident may return within %n day(s). Then everything is erased.</source>
        <translation>
            <numerusform>居民可在 %n 天内返回，之后将删除全部数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Yes, let them leave</source>
        <translation>确认办理退出(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>PasswordSheet</name>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>This password is shown this once and kept nowhere. Hand it over now; if it is lost, make another one.</source>
        <translation>密码仅显示这一次，不在任何地方保存。请现在交给本人；如遗失，请再次重设。</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>I have &amp;noted it or handed it over</source>
        <translation>我已记下或已转交(&amp;N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Whoever runs the system changes it (PUT /api/v1/account/password) and puts the new one where the system reads it. Then another administrator confirms the account: till then every merit that it enters gets a second look.</source>
        <translation>系统运维人员应更改密码（PUT /api/v1/account/password），并将新密码放在系统读取之处。随后由其他管理员确认该账户：在此之前，其录入的每项加分行为都将被复看。</translation>
    </message>
    <message>
        <source>Whoever has it changes it at the first sign-in, in the menu File. Then another administrator confirms the account: till then it counts as the person who handed it out, where two persons are needed.</source>
        <translation>持有人应在首次登录时通过“文件”菜单更改密码。随后由其他管理员确认该账户：在此之前，凡须两人办理之处，该账户与经手人视为同一人。</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Destroy this sheet afterwards.</source>
        <translation>用毕请销毁此页。</translation>
    </message>
    <message>
        <source>Printed.</source>
        <translation>已打印。</translation>
    </message>
    <message>
        <source>Note it first.</source>
        <translation>请先记下密码。</translation>
    </message>
    <message>
        <source>Copied; the clipboard forgets it in a minute.</source>
        <translation>已复制，一分钟后从剪贴板清除。</translation>
    </message>
</context>
<context>
    <name>PasswordView</name>
    <message>
        <source>Your password is changed; other sessions have ended.</source>
        <translation>密码已更改，其他会话已结束。</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>更改密码</translation>
    </message>
    <message>
        <source>&amp;Present password</source>
        <translation>当前密码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>新密码(&amp;N)</translation>
    </message>
    <message>
        <source>10 to 200 characters; four words do well.</source>
        <translation>10 至 200 个字符，例如四个互不相关的词语。</translation>
    </message>
    <message>
        <source>New password, &amp;again</source>
        <translation>再次输入新密码(&amp;A)</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>The two are not the same. Type the new one again.</source>
        <translation>两次输入不一致。请重新输入新密码。</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Enters deeds of the own department, and sees what became of them. Finds no residents and reads no files.</source>
        <translation>录入本部门的行为并查看其后续。不查找居民，不查看档案。</translation>
    </message>
    <message>
        <source>Enrols and finds residents, reads their files for a reason, confirms or refuses what others entered, and grants perks. With a department, enters its deeds, too.</source>
        <translation>登记和查找居民，凭理由查看档案，确认或拒绝他人录入的行为，授予便利项目。属于某部门的，也录入该部门的行为。</translation>
    </message>
    <message>
        <source>Makes and changes accounts, and proposes schemes; another administrator approves them. Reads no resident&apos;s file.</source>
        <translation>创建和更改账户，提出方案，由另一位管理员批准。不查看居民档案。</translation>
    </message>
    <message>
        <source>Reads the log, schemes, accounts and the overview. Changes nothing.</source>
        <translation>查看日志、方案、账户和概况。不作任何更改。</translation>
    </message>
    <message>
        <source>Works at the desk of a provider of perks: books its perks, and sees what was booked. Sees no residents, scores or deeds.</source>
        <translation>在便利项目提供方的服务窗口工作：登记其便利项目的使用，并查看登记情况。看不到居民、积分或行为记录。</translation>
    </message>
    <message>
        <source>A department&apos;s system: enters deeds by itself, and may do nothing else.</source>
        <translation>部门系统：自行录入行为，不能执行其他操作。</translation>
    </message>
    <message>
        <source>{role} (system)</source>
        <translation>{role}（系统）</translation>
    </message>
    <message>
        <source>kept: their own file is closed to this account</source>
        <translation>已保存：此账户不能经办本人档案</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>can sign in</source>
        <translation>可登录</translation>
    </message>
    <message>
        <source>disabled since {moment}</source>
        <translation>自 {moment} 起停用</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>not yet: where two are needed, it counts as the person who handed it out</source>
        <translation>尚未：凡须两人办理之处，与经手人视为同一人</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Works for</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建日期</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户数</translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message>
        <source>Can sign in</source>
        <translation>可登录</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>What roles may do</source>
        <translation>各角色权限</translation>
    </message>
    <message>
        <source>People and departments</source>
        <translation>人员与部门</translation>
    </message>
    <message>
        <source>Search a name (Ctrl+F)</source>
        <translation>搜索姓名或登录名 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search a name</source>
        <translation>搜索姓名或登录名</translation>
    </message>
    <message>
        <source>Only of this role</source>
        <translation>仅此角色</translation>
    </message>
    <message>
        <source>Only of this department</source>
        <translation>仅此部门</translation>
    </message>
    <message>
        <source>Only in this state</source>
        <translation>仅此状态</translation>
    </message>
    <message>
        <source>&amp;New account…</source>
        <translation>新建账户(&amp;N)…</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>全部显示(&amp;A)</translation>
    </message>
    <message>
        <source>Departments come from the catalogue that all cities share. Press Enter on one to see its accounts.</source>
        <translation>部门来自各城市共用的目录。在部门上按回车键即可查看其账户。</translation>
    </message>
    <message>
        <source>A department&apos;s system</source>
        <translation>部门系统</translation>
    </message>
    <message>
        <source>All roles</source>
        <translation>所有角色</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>所有部门</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>No account has such a name, role, department and state. Show all of them.</source>
        <translation>没有符合此名称、角色、部门和状态的账户。请全部显示。</translation>
    </message>
</context>
<context>
    <name>PerkCard</name>
    <message>
        <source>The perk in detail</source>
        <translation>便利项目详情</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Opens from</source>
        <translation>开放等级</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>名额</translation>
    </message>
    <message>
        <source>In hand for</source>
        <translation>持有期限</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) at most</source>
        <translation>
            <numerusform>最多 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>At the counter</source>
        <translation>在服务窗口</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>依据文书</translation>
    </message>
    <message>
        <source>any number of times</source>
        <translation>次数不限</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>as many as come</source>
        <translation>不限名额</translation>
    </message>
    <message>
        <source>It learns nothing but the perk.</source>
        <translation>服务窗口只知道是这项便利项目。</translation>
    </message>
    <message>
        <source>{source} (figures are examples)</source>
        <translation>{source}（数字为示例）</translation>
    </message>
</context>
<context>
    <name>Perks</name>
    <message>
        <source>Perk</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Opens from</source>
        <translation>开放等级</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No perk has these words. Clear the search.</source>
        <translation>没有便利项目包含这些词。请清除搜索。</translation>
    </message>
    <message>
        <source>The city has no perks</source>
        <translation>本市没有便利项目</translation>
    </message>
    <message>
        <source>The scheme in force lists none.</source>
        <translation>生效方案未列便利项目。</translation>
    </message>
    <message>
        <source>No perk has a limited number of places</source>
        <translation>没有限定名额的便利项目</translation>
    </message>
    <message>
        <source>Where the scheme states places for everybody together, they are set here.</source>
        <translation>方案为全体居民规定了名额的便利项目，在此设定名额。</translation>
    </message>
    <message>
        <source>Nothing was used yet</source>
        <translation>尚无使用记录</translation>
    </message>
    <message>
        <source>Each booking at a counter is counted here, by perk and month.</source>
        <translation>服务窗口的每次登记都按便利项目和月份计入此处。</translation>
    </message>
    <message>
        <source>No counter booked anything in this month</source>
        <translation>本月没有服务窗口登记</translation>
    </message>
    <message>
        <source>Choose another month, or wait for the first booking.</source>
        <translation>请选择其他月份，或等待首次登记。</translation>
    </message>
    <message>
        <source>No pass was shown twice</source>
        <translation>没有重复出示的凭证</translation>
    </message>
    <message>
        <source>nothing to compare with yet</source>
        <translation>尚无可比较的数据</translation>
    </message>
    <message>
        <source>the others booked none</source>
        <translation>其他服务窗口没有登记</translation>
    </message>
    <message>
        <source>{times} times as many</source>
        <translation>为其 {times} 倍</translation>
    </message>
    <message>
        <source>▲ far above</source>
        <translation>▲ 远高于</translation>
    </message>
    <message>
        <source>· usual</source>
        <translation>· 正常</translation>
    </message>
    <message>
        <source>Beside others</source>
        <translation>与其他相比</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>服务窗口</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>登记次数</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Shown again</source>
        <translation>再次出示</translation>
    </message>
    <message>
        <source>To</source>
        <translation>服务窗口</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>without a network</source>
        <translation>无网络</translation>
    </message>
    <message>
        <source>with a network</source>
        <translation>有网络</translation>
    </message>
    <message>
        <source>First booked</source>
        <translation>首次登记</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>✕ none</source>
        <translation>✕ 无</translation>
    </message>
    <message>
        <source>as the scheme states</source>
        <translation>按方案规定</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>名额</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>已占用</translation>
    </message>
    <message>
        <source>Anew</source>
        <translation>何时重新开放</translation>
    </message>
    <message>
        <source>In scheme</source>
        <translation>方案规定</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>With a network</source>
        <translation>有网络</translation>
    </message>
    <message>
        <source>Without a network</source>
        <translation>无网络</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>授予</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>归还</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Over limit</source>
        <translation>超出限制</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>重复出示</translation>
    </message>
    <message>
        <source>anew each day</source>
        <translation>每天重新开放</translation>
    </message>
    <message>
        <source>anew each week</source>
        <translation>每周重新开放</translation>
    </message>
    <message>
        <source>anew each month</source>
        <translation>每月重新开放</translation>
    </message>
    <message>
        <source>anew each quarter</source>
        <translation>每季度重新开放</translation>
    </message>
    <message>
        <source>anew each year</source>
        <translation>每年重新开放</translation>
    </message>
    <message>
        <source>{count} a day</source>
        <translation>每天 {count} 次</translation>
    </message>
    <message>
        <source>{count} a week</source>
        <translation>每周 {count} 次</translation>
    </message>
    <message>
        <source>{count} a month</source>
        <translation>每月 {count} 次</translation>
    </message>
    <message>
        <source>{count} a quarter</source>
        <translation>每季度 {count} 次</translation>
    </message>
    <message>
        <source>{count} a year</source>
        <translation>每年 {count} 次</translation>
    </message>
    <message>
        <source>{count} in hand at once</source>
        <translation>同时最多持有 {count} 件</translation>
    </message>
    <message>
        <source>{service}: {kind}</source>
        <translation>{service}：{kind}</translation>
    </message>
    <message>
        <source>from {band} on: {amount}</source>
        <translation>{band}及以上：{amount}</translation>
    </message>
    <message>
        <source>{amount} {unit}</source>
        <translation>{amount} {unit}</translation>
    </message>
    <message>
        <source>{band}, by a grant</source>
        <translation>{band}，须经授予</translation>
    </message>
    <message>
        <source>{days} {first}–{last}</source>
        <translation>{days} {first}–{last}</translation>
    </message>
    <message>
        <source>free again with each return</source>
        <translation>每次归还后恢复</translation>
    </message>
    <message>
        <source>not anew</source>
        <translation>不重新开放</translation>
    </message>
    <message>
        <source>{left} of {places} left, {every}</source>
        <translation>共 {places} 个，剩余 {left} 个，{every}</translation>
    </message>
    <message>
        <source>from {first} until {last}</source>
        <translation>自 {first} 至 {last}</translation>
    </message>
    <message>
        <source>from {first} on</source>
        <translation>自 {first} 起</translation>
    </message>
    <message>
        <source>until {last}</source>
        <translation>至 {last}</translation>
    </message>
</context>
<context>
    <name>PerksView</name>
    <message>
        <source>No file is open. A perk is granted to one resident, or to a list of numbers.</source>
        <translation>没有打开的档案。便利项目可授予一位居民，也可按号码清单授予。</translation>
    </message>
    <message>
        <source>To the re&amp;sidents&apos; files</source>
        <translation>前往居民档案(&amp;S)</translation>
    </message>
    <message>
        <source>For a &amp;list of numbers (Ctrl+L)</source>
        <translation>按号码清单授予(&amp;L) (Ctrl+L)</translation>
    </message>
    <message>
        <source>The resident&apos;s f&amp;ile</source>
        <translation>居民档案(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Another resident</source>
        <translation>另一位居民(&amp;A)</translation>
    </message>
    <message>
        <source>Perks of the city</source>
        <translation>本市的便利项目</translation>
    </message>
    <message>
        <source>Granted to this resident</source>
        <translation>已授予该居民</translation>
    </message>
    <message>
        <source>A perk that the resident&apos;s band does not open cannot be granted. One that is granted stays until its last day, whatever the score becomes.</source>
        <translation>居民等级未达到的便利项目不能授予。已授予的保留至最后一天，不受积分变化影响。</translation>
    </message>
    <message>
        <source>Grant the &amp;perk…</source>
        <translation>授予便利项目(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Revoke the grant…</source>
        <translation>撤销授予(&amp;R)…</translation>
    </message>
    <message>
        <source>Revoke the &amp;whole list…</source>
        <translation>撤销整份清单(&amp;W)…</translation>
    </message>
    <message>
        <source>{number} · open because: {reason}</source>
        <translation>{number} · 打开理由：{reason}</translation>
    </message>
    <message>
        <source>Band: {band}</source>
        <translation>等级：{band}</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>名额</translation>
    </message>
    <message>
        <source>Take-up</source>
        <translation>使用情况</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>服务窗口</translation>
    </message>
    <message>
        <source>Perks</source>
        <translation>便利项目</translation>
    </message>
</context>
<context>
    <name>PlacesView</name>
    <message>
        <source>Set the places</source>
        <translation>设定名额</translation>
    </message>
    <message>
        <source>&amp;Places</source>
        <translation>名额(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Other officers can read it.</source>
        <translation>其他经办人员可以看到。</translation>
    </message>
    <message>
        <source>The provider offers more</source>
        <translation>提供方增加了名额</translation>
    </message>
    <message>
        <source>The provider offers fewer</source>
        <translation>提供方减少了名额</translation>
    </message>
    <message>
        <source>The season begins</source>
        <translation>旺季开始</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行填写</translation>
    </message>
    <message>
        <source>&amp;Set them</source>
        <translation>设定(&amp;S)</translation>
    </message>
    <message>
        <source>Say why; other officers can read it.</source>
        <translation>请说明原因；其他经办人员可以看到。</translation>
    </message>
    <message>
        <source>Somebody set these places meanwhile: {places}, because: {reason}. What you typed is kept; set it again to put it in place of that.</source>
        <translation>其间有人设定了此名额：{places}，原因：{reason}。您输入的内容已保留；再次设定即以其取代。</translation>
    </message>
    <message>
        <source>Type how many, from 0 to {most}.</source>
        <translation>请输入数量，0 至 {most}。</translation>
    </message>
    <message>
        <source>Now {now} places; then {places}. {taken} are taken already and stay so: none is left until some are free. The scheme states {listed}.</source>
        <translation>现有 {now} 个名额；设定后为 {places} 个。已占用的 {taken} 个不受影响：在有名额空出之前没有剩余。方案规定 {listed} 个。</translation>
    </message>
    <message>
        <source>Now {now} places; then {places}, of which {taken} are taken and {left} left. The scheme states {listed}.</source>
        <translation>现有 {now} 个名额；设定后为 {places} 个，其中已占用 {taken} 个，剩余 {left} 个。方案规定 {listed} 个。</translation>
    </message>
</context>
<context>
    <name>ProposalsView</name>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>&amp;Propose…</source>
        <translation>提出(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Approve…</source>
        <translation>批准(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Refuse…</source>
        <translation>拒绝(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>撤回(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Look at the scheme</source>
        <translation>查看方案(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>What it would change in the scheme in force</source>
        <translation>将对生效方案作出的更改</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提出时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>决定人</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>决定时间</translation>
    </message>
    <message>
        <source>Why refused</source>
        <translation>拒绝理由</translation>
    </message>
</context>
<context>
    <name>Propose</name>
    <message>
        <source>Propose a scheme</source>
        <translation>提出方案</translation>
    </message>
    <message>
        <source>At &amp;once, when it is approved</source>
        <translation>批准后立即生效(&amp;O)</translation>
    </message>
    <message>
        <source>From the beginning of a &amp;day:</source>
        <translation>自某日零时起(&amp;D)：</translation>
    </message>
    <message>
        <source>First day in force</source>
        <translation>生效首日</translation>
    </message>
    <message>
        <source>&amp;Scheme</source>
        <translation>方案(&amp;S)</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>The city&apos;s other administrators and the auditors read it.</source>
        <translation>本市其他管理员和审计员会看到。</translation>
    </message>
    <message>
        <source>Propose it</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>“{scheme}” is proposed. The moment another administrator approves it, it is in force, and every score is reckoned by it.</source>
        <translation>将提出“{scheme}”。另一位管理员批准后立即生效，所有积分均按此计算。</translation>
    </message>
    <message>
        <source>“{scheme}” is proposed. If another administrator approves it, it is in force from the beginning of {day}; until then it can be called off.</source>
        <translation>将提出“{scheme}”。如获另一位管理员批准，自 {day} 零时起生效；在此之前可以取消。</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>ReasonField</name>
    <message>
        <source>Give a reason: others read it before they decide.</source>
        <translation>请填写理由：他人据此作出决定。</translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) too many: 2000 are the most.</source>
        <translation>
            <numerusform>超出 %n 个字：最多 2000 个。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Refuse the deed</source>
        <translation>拒绝行为</translation>
    </message>
    <message>
        <source>Annul the deed</source>
        <translation>撤销此行为</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>理由(&amp;E)</translation>
    </message>
    <message>
        <source>The resident and whoever entered the deed read these words. Say what is missing or wrong, and name nobody else.</source>
        <translation>居民和录入者会看到这些文字。请说明缺少什么或哪里有误，不要提及其他人。</translation>
    </message>
    <message>
        <source>Common reasons</source>
        <translation>常用理由</translation>
    </message>
    <message>
        <source>&amp;Common reasons: press a digit, then Enter; or Tab, to change it</source>
        <translation>常用理由(&amp;C)：按数字键再按回车键，或按 Tab 键修改</translation>
    </message>
    <message>
        <source>Give a reason: the resident has a right to know it.</source>
        <translation>请填写理由：居民有权知道。</translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) too many: 500 are the most.</source>
        <translation>
            <numerusform>超出 %n 个字：最多 500 个。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResidentFile</name>
    <message>
        <source>Base: what everybody begins with</source>
        <translation>基础分：每位居民的起点</translation>
    </message>
    <message>
        <source>Base and lines together</source>
        <translation>基础分与各项之和</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>The scale begins at {least}.</source>
        <translation>量程自 {least} 起。</translation>
    </message>
    <message>
        <source>The scale ends at {most}.</source>
        <translation>量程至 {most} 止。</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Counts until</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>while it lasts</source>
        <translation>存续期间</translation>
    </message>
    <message>
        <source>a deed</source>
        <translation>一条行为</translation>
    </message>
    <message>
        <source>{deed}: {steps}</source>
        <translation>{deed}：{steps}</translation>
    </message>
    <message>
        <source>Taking part began</source>
        <translation>开始参加</translation>
    </message>
    <message>
        <source>Another scheme came into force</source>
        <translation>另一方案生效</translation>
    </message>
    <message>
        <source>The calendar: deeds ceased to count, or a year began</source>
        <translation>日历：行为期满或新的一年开始</translation>
    </message>
    <message>
        <source>begins to count</source>
        <translation>开始计分</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>From</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Occurred</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Grade or amount</source>
        <translation>级别或数量</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
</context>
<context>
    <name>Reversal</name>
    <message>
        <source>Reverse a booking</source>
        <translation>撤销登记</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>It is kept in the log. It names nobody.</source>
        <translation>原因记入日志，不提及任何人。</translation>
    </message>
    <message>
        <source>Booked by mistake</source>
        <translation>登记有误</translation>
    </message>
    <message>
        <source>The perk could not be given</source>
        <translation>无法提供该便利项目</translation>
    </message>
    <message>
        <source>The wrong pass was shown</source>
        <translation>出示了错误的凭证</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行输入</translation>
    </message>
    <message>
        <source>The booking is reversed, and its place is free again. The pass stays used up: the resident asks for a new one. It can be reversed until {time}.</source>
        <translation>登记将被撤销，名额随之恢复。该凭证不能再次使用，居民须重新申请。可在 {time} 前撤销。</translation>
    </message>
    <message>
        <source>Re&amp;verse it</source>
        <translation>撤销(&amp;V)</translation>
    </message>
    <message>
        <source>{code}, booked {time}</source>
        <translation>{code}，登记于 {time}</translation>
    </message>
    <message>
        <source>Booked {time}, no code yet</source>
        <translation>登记于 {time}，尚无代码</translation>
    </message>
    <message>
        <source>Say why, in a few words.</source>
        <translation>请简要说明原因。</translation>
    </message>
</context>
<context>
    <name>RevokeView</name>
    <message>
        <source>Revoke a grant</source>
        <translation>撤销授予</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>The resident can read it.</source>
        <translation>居民可以看到。</translation>
    </message>
    <message>
        <source>The resident asked for it</source>
        <translation>居民提出申请</translation>
    </message>
    <message>
        <source>Granted by mistake</source>
        <translation>误授</translation>
    </message>
    <message>
        <source>The provider no longer offers it</source>
        <translation>提供方不再提供</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行填写</translation>
    </message>
    <message numerus="yes">
        <source>%n grant(s) revoked.</source>
        <translation>
            <numerusform>已撤销 %n 项授予。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n had ended or were revoked before.</source>
        <translation>
            <numerusform>%n 项此前已结束或已撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Re&amp;voke it</source>
        <translation>撤销(&amp;V)</translation>
    </message>
    <message>
        <source>“{perk}” is revoked for everybody on the list, and each is told at once. Where it was granted today and not used yet it ends at once; else it still holds through the notice, until {last} at the latest.</source>
        <translation>清单上所有人的“{perk}”都将撤销，并立即通知每个人。今日授予且尚未使用的立即终止；其余在通知期内仍有效，最迟至 {last}。</translation>
    </message>
    <message>
        <source>{resident} is told at once. “{perk}” was granted today and ends at once; if it was used already, it still holds until {last}, instead of {until}. It can be granted again.</source>
        <translation>{resident} 会立即收到通知。“{perk}”为今日授予，立即终止；若已使用过，则仍有效至 {last}，而非 {until}。可以再次授予。</translation>
    </message>
    <message>
        <source>{resident} is told at once. “{perk}” has not begun, and never will. It can be granted again.</source>
        <translation>{resident} 会立即收到通知。“{perk}”尚未开始，将不再开始。可以再次授予。</translation>
    </message>
    <message>
        <source>{resident} is told at once. “{perk}” still holds until {last}. It can be granted again.</source>
        <translation>{resident} 会立即收到通知。“{perk}”仍有效至 {last}。可以再次授予。</translation>
    </message>
    <message>
        <source>Revoked: {perk}. It has ended.</source>
        <translation>已撤销：{perk}。已终止。</translation>
    </message>
    <message>
        <source>Revoked: {perk}. It still holds until {last}.</source>
        <translation>已撤销：{perk}。仍有效至 {last}。</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Saved in {path}. Rows: {count}.</source>
        <translation>已保存到 {path}，共 {count} 行。</translation>
    </message>
    <message>
        <source>{path} could not be written: {reason}. Choose another place.</source>
        <translation>无法写入 {path}：{reason}。请选择其他位置。</translation>
    </message>
    <message>
        <source>Reading all rows…</source>
        <translation>正在读取所有行…</translation>
    </message>
</context>
<context>
    <name>ScanPicker</name>
    <message>
        <source>The file is larger than 10 MB. Scan it again with a lower resolution.</source>
        <translation>文件超过 10 MB。请降低分辨率重新扫描。</translation>
    </message>
    <message>
        <source>This is no PDF, PNG or JPEG file. Save the scan as one of these.</source>
        <translation>这不是 PDF、PNG 或 JPEG 文件。请将扫描件保存为其中一种。</translation>
    </message>
    <message>
        <source>The picture is damaged and cannot be shown. Scan the paper again.</source>
        <translation>图片已损坏，无法显示。请重新扫描。</translation>
    </message>
    <message>
        <source>The file cannot be read. Choose it again, or another one.</source>
        <translation>无法读取文件。请重新选择，或选择其他文件。</translation>
    </message>
    <message>
        <source>&amp;Choose the scan…</source>
        <translation>选择扫描件(&amp;C)…</translation>
    </message>
    <message>
        <source>PDF, PNG or JPEG, at most 10 MB.</source>
        <translation>PDF、PNG 或 JPEG，不超过 10 MB。</translation>
    </message>
    <message>
        <source>Choose the scan of the signed paper.</source>
        <translation>请选择已签名纸件的扫描件。</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>扫描件 (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Choose the scan</source>
        <translation>选择扫描件</translation>
    </message>
    <message>
        <source>No program of this machine opens such files. Install one first.</source>
        <translation>本机没有可打开此类文件的程序。请先安装。</translation>
    </message>
</context>
<context>
    <name>SchemeChanges</name>
    <message>
        <source>scheme</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>量程</translation>
    </message>
    <message>
        <source>band</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>provider</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>perk</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>excluded row</source>
        <translation>排除的行</translation>
    </message>
    <message>
        <source>catalogue: deed type</source>
        <translation>目录：行为类型</translation>
    </message>
    <message>
        <source>catalogue: department</source>
        <translation>目录：部门</translation>
    </message>
    <message>
        <source>catalogue: record type</source>
        <translation>目录：记录类型</translation>
    </message>
    <message>
        <source>catalogue: unit</source>
        <translation>目录：单位</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>更改前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>更改后</translation>
    </message>
</context>
<context>
    <name>SchemeContent</name>
    <message>
        <source>Band</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>From points</source>
        <translation>起点分值</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Counts for</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>How it limits</source>
        <translation>限制方式</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>{band}: {amount}</source>
        <translation>{band}：{amount}</translation>
    </message>
    <message>
        <source>Perk</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>Opens from</source>
        <translation>开放等级</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Stays within</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Scores begin at {base}, never below {least}, open above.</source>
        <translation>积分自 {base} 起，不低于 {least}，上不封顶。</translation>
    </message>
    <message>
        <source>Scores begin at {base}, from {least} to {most}.</source>
        <translation>积分自 {base} 起，范围 {least} 至 {most}。</translation>
    </message>
    <message>
        <source> Residents see bands, not points.</source>
        <translation>居民看到等级，不显示分值。</translation>
    </message>
    <message>
        <source>Excluded by the charter&apos;s article {article}: {reason}</source>
        <translation>依章程第 {article} 条排除：{reason}</translation>
    </message>
    <message>
        <source>priced together, as one rule</source>
        <translation>合并为一条规则计分</translation>
    </message>
    <message>
        <source>only the largest counts</source>
        <translation>只计最大一项</translation>
    </message>
    <message>
        <source>their sum is limited</source>
        <translation>合计有上限</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>illustrative</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>有依据</translation>
    </message>
</context>
<context>
    <name>Schemes</name>
    <message>
        <source>{title} · {day} · {digest}</source>
        <translation>{title} · {day} · {digest}</translation>
    </message>
    <message>
        <source>{version} · in force</source>
        <translation>{version} · 生效中</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Came as</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Kept since</source>
        <translation>存入日期</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>From</source>
        <translation>生效自</translation>
    </message>
    <message>
        <source>Called off on {moment}.</source>
        <translation>已于 {moment} 取消。</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提出时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is wrong, and what to do</source>
        <translation>问题及改法</translation>
    </message>
    <message>
        <source>{detail} (charter, article {article})</source>
        <translation>{detail}（章程第 {article} 条）</translation>
    </message>
    <message>
        <source>approval, at once</source>
        <translation>批准后立即</translation>
    </message>
</context>
<context>
    <name>SchemesScreen</name>
    <message>
        <source>Versions and periods</source>
        <translation>版本与时期</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>提案</translation>
    </message>
</context>
<context>
    <name>ScorePage</name>
    <message>
        <source>{city}, on {day}</source>
        <translation>{city}，截至 {day}</translation>
    </message>
    <message>
        <source>Changes next by itself on {day}</source>
        <translation>下一次自动变化：{day}</translation>
    </message>
    <message>
        <source>Will not change by itself</source>
        <translation>不会自动变化</translation>
    </message>
    <message>
        <source>{title}, scheme {digest}…</source>
        <translation>{title}，方案 {digest}…</translation>
    </message>
    <message>
        <source>This city shows levels; points explain the level in the lines only.</source>
        <translation>本市只显示等级；分值仅在明细中说明等级。</translation>
    </message>
    <message>
        <source>The score, from its base to its total</source>
        <translation>积分明细，自基础分至总分</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>As a chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>SetUpView</name>
    <message>
        <source>First administrator</source>
        <translation>首位管理员</translation>
    </message>
    <message>
        <source>Whoever starts the server sees a set-up code for each city that has no administrator yet. It works once.</source>
        <translation>服务器启动时，为每个尚无管理员的城市显示一个初始设置码，仅可使用一次。</translation>
    </message>
    <message>
        <source>Set-up &amp;code</source>
        <translation>初始设置码(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>登录名(&amp;N)</translation>
    </message>
    <message>
        <source>What you will sign in with.</source>
        <translation>您今后登录所用的名称。</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>姓名(&amp;F)</translation>
    </message>
    <message>
        <source>As colleagues write it.</source>
        <translation>按同事通常的写法填写。</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>10 to 200 characters; four words do well.</source>
        <translation>10 至 200 个字符，例如四个互不相关的词语。</translation>
    </message>
    <message>
        <source>Password, &amp;again</source>
        <translation>再次输入密码(&amp;A)</translation>
    </message>
    <message>
        <source>Make the account</source>
        <translation>创建账户</translation>
    </message>
    <message>
        <source>The two are not the same. Type the password again.</source>
        <translation>两次输入不一致。请重新输入密码。</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Taken back: {reason}</source>
        <translation>已恢复；原先的原因：{reason}</translation>
    </message>
    <message>
        <source>{perk} has {places} places again.</source>
        <translation>{perk}恢复为 {places} 个名额。</translation>
    </message>
    <message>
        <source>Somebody set these places meanwhile, so nothing was taken back. They are read again: look at them first.</source>
        <translation>其间有人设定了此名额，因此未恢复。已重新读取，请先查看。</translation>
    </message>
    <message>
        <source>{perk} has {places} places now.</source>
        <translation>{perk}现有 {places} 个名额。</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>缩小（−）</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合(&amp;F)</translation>
    </message>
    <message>
        <source>As large as its place (0)</source>
        <translation>适合窗口（0）</translation>
    </message>
    <message>
        <source>Close this file</source>
        <translation>关闭此文件</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>图片：{name}</translation>
    </message>
    <message>
        <source>Text: {name}</source>
        <translation>文本：{name}</translation>
    </message>
    <message>
        <source>It opens in this machine&apos;s program for such files.</source>
        <translation>将由本机处理此类文件的程序打开。</translation>
    </message>
    <message>
        <source>For that a plain copy lies in a folder that only you can read; it is removed when you sign out.</source>
        <translation>为此，会在仅您可读的文件夹中保存一份未加密副本，退出登录时删除。</translation>
    </message>
    <message>
        <source>This picture is damaged</source>
        <translation>图片已损坏</translation>
    </message>
    <message>
        <source>Another program shows this file</source>
        <translation>此文件由其他程序显示</translation>
    </message>
    <message>
        <source>&amp;Open it there</source>
        <translation>在该程序中打开(&amp;O)</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message numerus="yes">
        <source>This machine&apos;s clock differs from the server&apos;s by %n minute(s). Set the clock, so that days and times are right.</source>
        <translation>
            <numerusform>本机时钟与服务器相差 %n 分钟。请校准时钟，以免日期和时间有误。</numerusform>
        </translation>
    </message>
    <message>
        <source>The connection to this server is not encrypted: others on the network can read along. Ask for an address that begins with https.</source>
        <translation>与此服务器的连接未加密，网络上的他人可能看到内容。请索取以 https 开头的地址。</translation>
    </message>
    <message>
        <source>Type the server&apos;s address.</source>
        <translation>请输入服务器地址。</translation>
    </message>
    <message>
        <source>Choose a city, once the server answers.</source>
        <translation>请在服务器应答后选择城市。</translation>
    </message>
    <message>
        <source>Type the name you sign in with.</source>
        <translation>请输入登录名。</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>That one does not open them either.</source>
        <translation>此密码也无法打开。</translation>
    </message>
    <message>
        <source>The server is away, and this password does not open this machine&apos;s outbox.</source>
        <translation>无法连接服务器，且此密码不能打开本机的发件箱。</translation>
    </message>
    <message>
        <source>The account is made. Sign in with it.</source>
        <translation>账户已创建。请用其登录。</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>citypoints</source>
        <translation>citypoints</translation>
    </message>
    <message>
        <source>For the staff of the city&apos;s bureaus</source>
        <translation>供各部门工作人员使用</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>服务器(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;City</source>
        <translation>城市(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>登录名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Former password</source>
        <translation>原密码(&amp;F)</translation>
    </message>
    <message>
        <source>What was not sent yet is sealed on this machine with your former password.</source>
        <translation>本机尚未发送的内容以您的原密码加密保存。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>First administrator…</source>
        <translation>首位管理员…</translation>
    </message>
    <message>
        <source>I do not know it any more: keep them sealed, and go on</source>
        <translation>我已忘记原密码：保留加密内容并继续</translation>
    </message>
</context>
<context>
    <name>StatementDialog</name>
    <message>
        <source>Save the statement</source>
        <translation>保存积分对账单</translation>
    </message>
    <message>
        <source>The resident&apos;s statement</source>
        <translation>居民的积分对账单</translation>
    </message>
    <message>
        <source>A statement is a look at the file: it is recorded with your reason.</source>
        <translation>出具积分对账单即查看档案：会连同您的理由一并记录。</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>理由(&amp;E)</translation>
    </message>
    <message>
        <source>The resident asked for a statement at the desk</source>
        <translation>居民到窗口索取积分对账单</translation>
    </message>
    <message>
        <source>The resident asked for a statement in writing</source>
        <translation>居民书面索取积分对账单</translation>
    </message>
    <message>
        <source>Pick one, or type your own</source>
        <translation>选择一项，或自行填写</translation>
    </message>
    <message>
        <source>&amp;Read it</source>
        <translation>读取(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Print it…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>另存为 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>The statement</source>
        <translation>积分对账单</translation>
    </message>
    <message>
        <source>Nothing is read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Choose the language that the resident reads, and say why.</source>
        <translation>请选择居民阅读的语言，并说明理由。</translation>
    </message>
    <message>
        <source>Say why; the resident can read it.</source>
        <translation>请说明理由，居民可以看到。</translation>
    </message>
</context>
<context>
    <name>StepChart</name>
    <message>
        <source>{number}. {day}: {words} ({value} from then on)</source>
        <translation>{number}. {day}：{words}（此后为 {value}）</translation>
    </message>
    <message>
        <source>Chart over time</source>
        <translation>时间图</translation>
    </message>
    <message>
        <source>Arrow keys go from event to event; the pointer shows them too.</source>
        <translation>用方向键逐项查看，也可用鼠标指向查看。</translation>
    </message>
    <message>
        <source> ≥ {points}</source>
        <translation> ≥ {points}</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>Places are for everybody together; a counter cannot book more. What is taken stays taken.</source>
        <translation>名额供全体居民共用；服务窗口不能超额登记。已占用的名额不受影响。</translation>
    </message>
    <message>
        <source>You may read them; officers set them, with a reason.</source>
        <translation>您可以查看；名额由经办人员说明原因后设定。</translation>
    </message>
    <message>
        <source>&amp;Set the places…</source>
        <translation>设定名额(&amp;S)…</translation>
    </message>
    <message>
        <source>Places of the perks</source>
        <translation>便利项目的名额</translation>
    </message>
    <message>
        <source>No perk has a limited number of places.</source>
        <translation>没有限定名额的便利项目。</translation>
    </message>
    <message>
        <source>&amp;Back to {places} places</source>
        <translation>恢复为 {places} 个名额(&amp;B)</translation>
    </message>
</context>
<context>
    <name>TakeUpPage</name>
    <message>
        <source>All perks</source>
        <translation>全部便利项目</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Only this perk</source>
        <translation>仅此便利项目</translation>
    </message>
    <message>
        <source>Counts of use; nobody is named.</source>
        <translation>仅为使用次数，不涉及任何人的姓名。</translation>
    </message>
    <message>
        <source>Used a month</source>
        <translation>每月使用</translation>
    </message>
    <message>
        <source>Bookings of {year} that were not reversed, by how they were made</source>
        <translation>{year} 年未撤回的登记，按登记方式</translation>
    </message>
    <message>
        <source>Bookings of {year} that were not reversed</source>
        <translation>{year} 年未撤回的登记</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Nothing was used in this year.</source>
        <translation>该年没有使用记录。</translation>
    </message>
    <message>
        <source>Used by perk</source>
        <translation>各便利项目的使用</translation>
    </message>
    <message>
        <source>Perk</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>All figures</source>
        <translation>全部数字</translation>
    </message>
    <message>
        <source>All figures by perk and month</source>
        <translation>按便利项目和月份列出的全部数字</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>Checking…</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Another text has taken the place of yours. Undo brings it back.</source>
        <translation>您的文本已被另一文本取代。撤消即可恢复。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open a scheme file</source>
        <translation>打开方案文件</translation>
    </message>
    <message>
        <source>Save the text as a file</source>
        <translation>将文本另存为文件</translation>
    </message>
    <message>
        <source>The text is saved in {path}.</source>
        <translation>文本已保存到 {path}。</translation>
    </message>
    <message>
        <source>Leave it a second time to lose it.</source>
        <translation>再次离开即放弃。</translation>
    </message>
    <message>
        <source>Not checked: {sentence} What you write is kept on this machine.</source>
        <translation>未能校验：{sentence}您编写的内容保存在本机。</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>尚无内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n sign(s): too long. 200,000 are the most.</source>
        <translation>
            <numerusform>共 %n 个字符，过长。最多 200,000 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s). Enter on one leads to its line.</source>
        <translation>
            <numerusform>有 %n 处问题。在问题上按回车键转到该行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to correct. Digest {digest}.</source>
        <translation>没有需要改正之处。摘要 {digest}。</translation>
    </message>
    <message>
        <source>The city keeps this very scheme: “{scheme}”.</source>
        <translation>本市已有相同方案：“{scheme}”。</translation>
    </message>
    <message>
        <source>Scheme files (*.toml)</source>
        <translation>方案文件 (*.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>it is no text in UTF-8</source>
        <translation>不是 UTF-8 编码的文本</translation>
    </message>
    <message>
        <source>{path} could not be read or written: {reason}.</source>
        <translation>无法读取或写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>What you write cannot be kept on this machine: {reason}. Save it as a file.</source>
        <translation>您编写的内容无法保存在本机：{reason}。请另存为文件。</translation>
    </message>
    <message>
        <source>Save it…</source>
        <translation>另存为…</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>&amp;Begin with</source>
        <translation>起始文本(&amp;B)</translation>
    </message>
    <message>
        <source>The scheme in force</source>
        <translation>生效方案</translation>
    </message>
    <message>
        <source>The template, with every key explained</source>
        <translation>模板（附各键说明）</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>&amp;Save as a file…</source>
        <translation>另存为文件(&amp;S)…</translation>
    </message>
    <message>
        <source>Compare &amp;with the one in force</source>
        <translation>与生效方案比较(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>校验(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Propose…</source>
        <translation>提出(&amp;P)…</translation>
    </message>
    <message>
        <source>The scheme&apos;s text</source>
        <translation>方案文本</translation>
    </message>
    <message>
        <source>Begin with the scheme in force, with the template, or with a file; or edit a version from the first tab. What you write is kept on this machine.</source>
        <translation>请以生效方案、模板或文件为起点，或在第一个标签页中编辑某个版本。您编写的内容保存在本机。</translation>
    </message>
    <message>
        <source>What is wrong with the text</source>
        <translation>文本中的问题</translation>
    </message>
    <message>
        <source>Line {line}, column {column}</source>
        <translation>第 {line} 行，第 {column} 列</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>Call off the switch</source>
        <translation>取消变更</translation>
    </message>
    <message>
        <source>“{scheme}” will not come into force on {moment}. Everything stays as it is; it can be proposed again.</source>
        <translation>“{scheme}”将不在 {moment} 生效。一切保持原状，以后可重新提出。</translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation>取消变更</translation>
    </message>
    <message>
        <source>Propose the way back</source>
        <translation>提议恢复原方案</translation>
    </message>
    <message>
        <source>The scheme that was in force before “{scheme}” is proposed again. It is in force the moment another administrator approves it.</source>
        <translation>将重新提出“{scheme}”之前的生效方案。另一位管理员批准后立即生效。</translation>
    </message>
    <message>
        <source>Propose it</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Select a scheduled switch.</source>
        <translation>请选择待生效的变更。</translation>
    </message>
    <message>
        <source>No version to show</source>
        <translation>没有可显示的版本</translation>
    </message>
    <message>
        <source>This could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n row(s)</source>
        <translation>
            <numerusform>显示 {shown} 行，共 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Rests on {reference} · first day {day} · digest {digest}</source>
        <translation>依据 {reference} · 首日 {day} · 摘要 {digest}</translation>
    </message>
    <message>
        <source>“{scheme}” is called off.</source>
        <translation>已取消“{scheme}”。</translation>
    </message>
    <message>
        <source>“{scheme}” is proposed. Another administrator decides.</source>
        <translation>已提出“{scheme}”，由另一位管理员决定。</translation>
    </message>
    <message>
        <source>No versions</source>
        <translation>没有版本</translation>
    </message>
    <message>
        <source>The city keeps no scheme yet.</source>
        <translation>本市尚无方案。</translation>
    </message>
    <message>
        <source>Nothing in force</source>
        <translation>没有生效方案</translation>
    </message>
    <message>
        <source>No scheme is or was in force in the city.</source>
        <translation>本市从未有方案生效。</translation>
    </message>
    <message>
        <source>No rule has these words</source>
        <translation>没有含这些字词的规则</translation>
    </message>
    <message>
        <source>Clear the search to see all rules.</source>
        <translation>清除搜索即可查看全部规则。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>This version has none.</source>
        <translation>此版本没有此项内容。</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>In force, and when</source>
        <translation>生效时期</translation>
    </message>
    <message>
        <source>&amp;Edit its text</source>
        <translation>编辑文本(&amp;E)</translation>
    </message>
    <message>
        <source>Compare &amp;with the one in force</source>
        <translation>与生效方案比较(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Propose…</source>
        <translation>提出(&amp;P)…</translation>
    </message>
    <message>
        <source>C&amp;all off…</source>
        <translation>取消变更(&amp;A)…</translation>
    </message>
    <message>
        <source>Propose the way &amp;back…</source>
        <translation>提议恢复原方案(&amp;B)…</translation>
    </message>
    <message>
        <source>Search the rules</source>
        <translation>搜索规则</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Perks</source>
        <translation>便利项目</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>When each scheme is or was in force</source>
        <translation>各方案的生效时期</translation>
    </message>
    <message>
        <source>Rules of the version</source>
        <translation>此版本的规则</translation>
    </message>
    <message>
        <source>Bands of the version</source>
        <translation>此版本的等级</translation>
    </message>
    <message>
        <source>Perks of the version</source>
        <translation>此版本的便利项目</translation>
    </message>
    <message>
        <source>Groups of the version</source>
        <translation>此版本的组</translation>
    </message>
    <message>
        <source>Dimensions of the version</source>
        <translation>此版本的维度</translation>
    </message>
    <message>
        <source>Parts of the version</source>
        <translation>此版本的各部分</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>collector</source>
        <translation>信息采集员</translation>
    </message>
    <message>
        <source>officer</source>
        <translation>经办人员</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>审计员</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>服务窗口</translation>
    </message>
    <message>
        <source>the clock</source>
        <translation>系统定时</translation>
    </message>
    <message>
        <source>merit</source>
        <translation>加分行为</translation>
    </message>
    <message>
        <source>demerit</source>
        <translation>扣分行为</translation>
    </message>
    <message>
        <source>awaits confirmation</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>计分</translation>
    </message>
    <message>
        <source>annulled</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>notified</source>
        <translation>已告知</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>暂停计分</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>恢复计分</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>proven anew</source>
        <translation>有新的证明</translation>
    </message>
    <message>
        <source>repaired</source>
        <translation>已修复</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已期满</translation>
    </message>
    <message>
        <source>another scheme</source>
        <translation>另一方案</translation>
    </message>
    <message>
        <source>the calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>scheduled</source>
        <translation>待生效</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>called off</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>running</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>city file</source>
        <translation>城市文件</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>objection</source>
        <translation>异议</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>upheld</source>
        <translation>异议成立</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已驳回</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>performance</source>
        <translation>履行</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>纠正</translation>
    </message>
    <message>
        <source>training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>volunteering</source>
        <translation>志愿服务</translation>
    </message>
    <message>
        <source>apology</source>
        <translation>道歉</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>JPEG picture</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>WebP picture</source>
        <translation>WebP 图片</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>no deposit</source>
        <translation>免押金</translation>
    </message>
    <message>
        <source>free use</source>
        <translation>免费使用</translation>
    </message>
    <message>
        <source>a larger allowance</source>
        <translation>增加额度</translation>
    </message>
    <message>
        <source>less paperwork</source>
        <translation>简化手续</translation>
    </message>
    <message>
        <source>care</source>
        <translation>就医</translation>
    </message>
    <message>
        <source>culture</source>
        <translation>文化</translation>
    </message>
    <message>
        <source>government services</source>
        <translation>政务服务</translation>
    </message>
    <message>
        <source>libraries</source>
        <translation>图书馆</translation>
    </message>
    <message>
        <source>parking</source>
        <translation>停车</translation>
    </message>
    <message>
        <source>sports</source>
        <translation>体育</translation>
    </message>
    <message>
        <source>telecommunication</source>
        <translation>通信</translation>
    </message>
    <message>
        <source>tourism</source>
        <translation>旅游</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>交通</translation>
    </message>
    <message>
        <source>water, gas and electricity</source>
        <translation>水电气</translation>
    </message>
    <message>
        <source>{amount} {unit}</source>
        <translation>{amount} {unit}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>WorthCard</name>
    <message>
        <source>What it will be worth</source>
        <translation>此行为的分值</translation>
    </message>
    <message>
        <source>Counts until</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>Counts from</source>
        <translation>计分自</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Counts for</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
    <message>
        <source>Pick a deed: its points and how long they count stand here.</source>
        <translation>选择行为后，此处显示分值和期限。</translation>
    </message>
    <message>
        <source>{points} points</source>
        <translation>{points} 分</translation>
    </message>
    <message>
        <source>while it lasts</source>
        <translation>存续期间</translation>
    </message>
</context>
</TS>
