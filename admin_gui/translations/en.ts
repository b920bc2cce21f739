<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>CasesView</name>
    <message numerus="yes">
        <source>%n case(s) wait for an answer</source>
        <translation>
            <numerusform>%n case waits for an answer</numerusform>
            <numerusform>%n cases wait for an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n overdue</source>
        <translation>
            <numerusform>⚠ %n overdue</numerusform>
            <numerusform>⚠ %n overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfirmView</name>
    <message numerus="yes">
        <source>%n deed(s) wait for a second person</source>
        <translation>
            <numerusform>%n deed awaits a second person</numerusform>
            <numerusform>%n deeds await a second person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n merit(s)</source>
        <translation>
            <numerusform>+ %n merit</numerusform>
            <numerusform>+ %n merits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>− %n demerit(s)</source>
        <translation>
            <numerusform>− %n demerit</numerusform>
            <numerusform>− %n demerits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountersPage</name>
    <message numerus="yes">
        <source>%n counter(s) booked far more of a perk than others did: {names}. That can have good reasons; ask there.</source>
        <translation>
            <numerusform>%n counter booked far more of a perk than others did: {names}. That can have good reasons; ask there.</numerusform>
            <numerusform>%n counters booked far more of a perk than others did: {names}. That can have good reasons; ask there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message numerus="yes">
        <source>%n letter(s) too many: 4000 are the most.</source>
        <translation>
            <numerusform>%n letter too many: 4000 are the most.</numerusform>
            <numerusform>%n letters too many: 4000 are the most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeedForm</name>
    <message numerus="yes">
        <source>%n of 18 characters</source>
        <translation>
            <numerusform>%n of 18 characters</numerusform>
            <numerusform>%n of 18 characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message numerus="yes">
        <source>The resident is told at once and can object. It counts from {day}, after %n day(s) of notice. This cannot be undone here.</source>
        <translation>
            <numerusform>The resident is told at once and can object. It counts from {day}, after %n day of notice. This cannot be undone here.</numerusform>
            <numerusform>The resident is told at once and can object. It counts from {day}, after %n days of notice. This cannot be undone here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message numerus="yes">
        <source>Gr&amp;ant it to %n resident(s)</source>
        <translation>
            <numerusform>Gr&amp;ant it to %n resident</numerusform>
            <numerusform>Gr&amp;ant it to %n residents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message numerus="yes">
        <source>A preview, nothing is granted yet: %n of {count} would get “{perk}” from {first} until {last}.</source>
        <translation>
            <numerusform>A preview, nothing is granted yet: %n of {count} would get “{perk}” from {first} until {last}.</numerusform>
            <numerusform>A preview, nothing is granted yet: %n of {count} would get “{perk}” from {first} until {last}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This list is revoked. It had granted “{perk}” to %n.</source>
        <translation>
            <numerusform>This list is revoked. It had granted “{perk}” to %n resident.</numerusform>
            <numerusform>This list is revoked. It had granted “{perk}” to %n residents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Granted: %n of {count} may use “{perk}” from {first} until {last}.</source>
        <translation>
            <numerusform>Granted: %n of {count} may use “{perk}” from {first} until {last}.</numerusform>
            <numerusform>Granted: %n of {count} may use “{perk}” from {first} until {last}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogDeed</name>
    <message numerus="yes">
        <source>%n deed(s) could not be saved yet, and would be lost.</source>
        <translation>
            <numerusform>%n deed could not be saved yet, and would be lost.</numerusform>
            <numerusform>%n deeds could not be saved yet, and would be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) look(s) wrong. Correct it, or save once more to keep it as it is.</source>
        <translation>
            <numerusform>%n number looks wrong. Correct it, or save once more to keep it as it is.</numerusform>
            <numerusform>%n numbers look wrong. Correct them, or save once more to keep them as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved for %n resident(s): {deed}.</source>
        <translation>
            <numerusform>Saved for %n resident: {deed}.</numerusform>
            <numerusform>Saved for %n residents: {deed}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more could not be saved.</source>
        <translation>
            <numerusform>%n more could not be saved.</numerusform>
            <numerusform>%n more could not be saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) had left already and cannot be taken back.</source>
        <translation>
            <numerusform>%n deed had left already and cannot be taken back.</numerusform>
            <numerusform>%n deeds had left already and cannot be taken back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogDeedView</name>
    <message numerus="yes">
        <source>&amp;Save %n deed(s)</source>
        <translation>
            <numerusform>&amp;Save %n deed</numerusform>
            <numerusform>&amp;Save %n deeds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) wait on this machine to be sent.</source>
        <translation>
            <numerusform>%n deed waits on this machine to be sent.</numerusform>
            <numerusform>%n deeds wait on this machine to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) were refused and wait for you.</source>
        <translation>
            <numerusform>%n deed was refused and waits for you.</numerusform>
            <numerusform>%n deeds were refused and wait for you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n booking(s) wait on this machine to be settled.</source>
        <translation>
            <numerusform>%n booking waits on this machine to be settled.</numerusform>
            <numerusform>%n bookings wait on this machine to be settled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n booking(s) were refused when settled; look at them.</source>
        <translation>
            <numerusform>%n booking was refused when settled; look at it.</numerusform>
            <numerusform>%n bookings were refused when settled; look at them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumbersEdit</name>
    <message numerus="yes">
        <source>%n resident(s)</source>
        <translation>
            <numerusform>%n resident</numerusform>
            <numerusform>%n residents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stand(s) there twice and count(s) once: {numbers}</source>
        <translation>
            <numerusform>%n stands there twice and counts once: {numbers}</numerusform>
            <numerusform>%n stand there twice and count once: {numbers}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n look(s) wrong: {numbers}</source>
        <translation>
            <numerusform>⚠ %n looks wrong: {numbers}</numerusform>
            <numerusform>⚠ %n look wrong: {numbers}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxScreen</name>
    <message numerus="yes">
        <source>%n deed(s) on this machine cannot be opened: the file was changed or damaged on the disk. They are kept, and never sent: {places}. Ask your administrator to restore the outbox from a backup, or enter these deeds again.</source>
        <translation>
            <numerusform>%n deed on this machine cannot be opened: the file was changed or damaged on the disk. It is kept, and never sent: {places}. Ask your administrator to restore the outbox from a backup, or enter this deed again.</numerusform>
            <numerusform>%n deeds on this machine cannot be opened: the file was changed or damaged on the disk. They are kept, and never sent: {places}. Ask your administrator to restore the outbox from a backup, or enter these deeds again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) taken back; the server has none of it.</source>
        <translation>
            <numerusform>%n deed taken back; the server does not have it.</numerusform>
            <numerusform>%n deeds taken back; the server has none of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deed(s) had left already.</source>
        <translation>
            <numerusform>%n deed had left already.</numerusform>
            <numerusform>%n deeds had left already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settled deed(s) removed from this machine.</source>
        <translation>
            <numerusform>%n settled deed removed from this machine.</numerusform>
            <numerusform>%n settled deeds removed from this machine.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewView</name>
    <message numerus="yes">
        <source>%n deed(s) were refused and wait for you</source>
        <translation>
            <numerusform>%n deed was refused and waits for you</numerusform>
            <numerusform>%n deeds were refused and wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n merit(s)</source>
        <translation>
            <numerusform>%n merit</numerusform>
            <numerusform>%n merits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n demerit(s)</source>
        <translation>
            <numerusform>%n demerit</numerusform>
            <numerusform>%n demerits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in 30 days</source>
        <translation>
            <numerusform>%n in 30 days</numerusform>
            <numerusform>%n in 30 days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaperLeavingView</name>
    <message numerus="yes">
        <source>The resident may return within %n day(s). Then everything is erased.</source>
        <translation>
            <numerusform>The resident may return within %n day. Then everything is erased.</numerusform>
            <numerusform>The resident may return within %n days. Then everything is erased.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PerkCard</name>
    <message numerus="yes">
        <source>%n day(s) at most</source>
        <translation>
            <numerusform>%n day at most</numerusform>
            <numerusform>%n days at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReasonField</name>
    <message numerus="yes">
        <source>%n letter(s) too many: 2000 are the most.</source>
        <translation>
            <numerusform>%n character too many: 2000 are the most.</numerusform>
            <numerusform>%n characters too many: 2000 are the most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message numerus="yes">
        <source>%n letter(s) too many: 500 are the most.</source>
        <translation>
            <numerusform>%n character too many: 500 are the most.</numerusform>
            <numerusform>%n characters too many: 500 are the most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RevokeView</name>
    <message numerus="yes">
        <source>%n grant(s) revoked.</source>
        <translation>
            <numerusform>%n grant revoked.</numerusform>
            <numerusform>%n grants revoked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n had ended or were revoked before.</source>
        <translation>
            <numerusform>%n had ended or was revoked before.</numerusform>
            <numerusform>%n had ended or were revoked before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message numerus="yes">
        <source>This machine&apos;s clock differs from the server&apos;s by %n minute(s). Set the clock, so that days and times are right.</source>
        <translation>
            <numerusform>This machine&apos;s clock differs from the server&apos;s by %n minute. Set the clock, so that days and times are right.</numerusform>
            <numerusform>This machine&apos;s clock differs from the server&apos;s by %n minutes. Set the clock, so that days and times are right.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message numerus="yes">
        <source>%n sign(s): too long. 200,000 are the most.</source>
        <translation>
            <numerusform>%n character: too long. 200,000 are the most.</numerusform>
            <numerusform>%n characters: too long. 200,000 are the most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s). Enter on one leads to its line.</source>
        <translation>
            <numerusform>%n problem. Enter on it leads to its line.</numerusform>
            <numerusform>%n problems. Enter on one leads to its line.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message numerus="yes">
        <source>{shown} of %n row(s)</source>
        <translation>
            <numerusform>{shown} of %n row</numerusform>
            <numerusform>{shown} of %n rows</numerusform>
        </translation>
    </message>
</context>
</TS>
