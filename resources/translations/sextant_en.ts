<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%n recording(s) are being worked on.</source>
        <translation>
            <numerusform>%n recording is being worked on.</numerusform>
            <numerusform>%n recordings are being worked on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpeakersDialog</name>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
</context>
</TS>
