; The Windows installer. Compiled by package.py around the frozen program, and by
; try_setup.py around a stand-in that runs under Wine.
;
;   makensis -DVERSION=1.2.3 -DPAYLOAD=… -DOUTPUT=… [-DSIGN=command] sextant.nsi
;
; In a terminal: /S silent, /AllUsers for the whole computer (needs an administrator),
; /D=C:\folder last and unquoted. Ends with 0 (done), 1 (given up), 2 (failed; the text is
; in %TEMP%\sextant-setup.log), 3 (an administrator is needed), 4 (Sextant is running).
; uninstall.exe: /S silent, /ForgetKeys removes the keys of the person who runs it.

Target amd64-unicode
!ifndef VERSION | PAYLOAD | OUTPUT
  !error "VERSION, PAYLOAD and OUTPUT must be given"
!endif
!define NAME "Sextant"
!ifndef PUBLISHER
  !define PUBLISHER "The Sextant maintainers"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define PROGRAM "Software\Classes\Applications\sextant.exe"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\sextant.exe"

!include "MUI2.nsh"
!include "nsDialogs.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"
!include "WinVer.nsh"

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
; Nothing asks for an administrator unless a person chooses the whole computer.
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
SetDateSave on
AllowSkipFiles off
Icon "${ICON}"
UninstallIcon "${ICON}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME} Setup"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "${PUBLISHER}, MIT licence"
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDEBAR}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\sextant.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

Page custom whoPage whoChosen
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.keysPage un.keysChosen
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
LangString whoTitle ${LANG_ENGLISH} "Who is it for?"
LangString whoTitle ${LANG_GERMAN} "Für wen?"
LangString whoMe ${LANG_ENGLISH} "Only for me. No administrator is needed."
LangString whoMe ${LANG_GERMAN} "Nur für mich. Es braucht keinen Administrator."
LangString whoAll ${LANG_ENGLISH} "For everybody on this computer. An administrator is asked."
LangString whoAll ${LANG_GERMAN} "Für alle an diesem Computer. Ein Administrator wird gefragt."
LangString found ${LANG_ENGLISH} "Sextant $8 is installed. Version ${VERSION} takes its place and repairs what is damaged. Projects, settings and keys stay as they are."
LangString found ${LANG_GERMAN} "Sextant $8 ist installiert. Version ${VERSION} tritt an seine Stelle und repariert, was beschädigt ist. Projekte, Einstellungen und Schlüssel bleiben, wie sie sind."
LangString running ${LANG_ENGLISH} "Sextant is running. Close it, then press Retry. Work that is cut off is offered again at the next start."
LangString running ${LANG_GERMAN} "Sextant läuft noch. Bitte schließen und dann „Wiederholen“ drücken. Unterbrochene Arbeit wird beim nächsten Start wieder angeboten."
LangString needAdmin ${LANG_ENGLISH} "An administrator is needed to install for everybody. You can install only for yourself instead."
LangString needAdmin ${LANG_GERMAN} "Für alle zu installieren verlangt einen Administrator. Sie können stattdessen nur für sich selbst installieren."
LangString failed ${LANG_ENGLISH} "Sextant could not be put in place. What was there before is still there. Is a virus scanner holding the folder? Try again, or choose another folder."
LangString failed ${LANG_GERMAN} "Sextant konnte nicht eingerichtet werden. Was vorher da war, ist noch da. Hält ein Virenscanner den Ordner fest? Versuchen Sie es noch einmal oder wählen Sie einen anderen Ordner."
LangString oldWindows ${LANG_ENGLISH} "Sextant needs a 64-bit Windows 10 or newer."
LangString oldWindows ${LANG_GERMAN} "Sextant braucht ein 64-Bit-Windows 10 oder neuer."
LangString keysTitle ${LANG_ENGLISH} "Remove Sextant"
LangString keysTitle ${LANG_GERMAN} "Sextant entfernen"
LangString keysWords ${LANG_ENGLISH} "Your projects are never touched: recordings, transcripts and answers stay in their folders and can be read without Sextant."
LangString keysWords ${LANG_GERMAN} "Ihre Projekte werden nie angerührt: Aufnahmen, Transkripte und Antworten bleiben in ihren Ordnern und sind ohne Sextant lesbar."
LangString keysForget ${LANG_ENGLISH} "Also forget my Deepgram and OpenRouter keys"
LangString keysForget ${LANG_GERMAN} "Auch meine Schlüssel für Deepgram und OpenRouter vergessen"
VIAddVersionKey /LANG=${LANG_GERMAN} ProductName "${NAME}"
VIAddVersionKey /LANG=${LANG_GERMAN} FileVersion "${VERSION}"
VIAddVersionKey /LANG=${LANG_GERMAN} FileDescription "${NAME} Setup"
VIAddVersionKey /LANG=${LANG_GERMAN} LegalCopyright "${PUBLISHER}, MIT licence"

Var everybody   ; 1 when for the whole computer
Var dialog
Var radioMe
Var radioAll
Var forget      ; 1 when the keys go, too
Var checkbox

!macro note words
  FileOpen $R9 "$TEMP\sextant-setup.log" a
  FileSeek $R9 0 END
  FileWriteUTF16LE $R9 "${words}$\r$\n"
  FileClose $R9
!macroend

; give up CODE "words": a person reads the words, a script the code and the log.
!macro giveUp code words
  !insertmacro note "${words}"
  MessageBox MB_ICONSTOP|MB_OK "${words}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; move FROM\ TO: the program's parts from one folder within $INSTDIR to another.
!macro move from to
  Rename "$INSTDIR\${from}_internal" "$INSTDIR\${to}\_internal"
  Rename "$INSTDIR\${from}sextant.exe" "$INSTDIR\${to}\sextant.exe"
  Rename "$INSTDIR\${from}sextant-console.exe" "$INSTDIR\${to}\sextant-console.exe"
!macroend

; Shared by installer and uninstaller: whose program this is.
!macro whose un
Function ${un}forMe
  StrCpy $everybody 0
  SetShellVarContext current
FunctionEnd

Function ${un}forEverybody
  StrCpy $everybody 1
  SetShellVarContext all
FunctionEnd

; Waits until nothing runs from $INSTDIR; ends with 4 where nobody can be asked.
Function ${un}untilClosed
  again:
  ${If} ${FileExists} "$INSTDIR\sextant.exe"
    ClearErrors
    FileOpen $R0 "$INSTDIR\sextant.exe" a
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "$(running)" /SD IDCANCEL IDRETRY again
      !insertmacro note "$(running)"
      SetErrorLevel 4
      Quit
    ${EndIf}
    FileClose $R0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro whose ""
!insertmacro whose "un."

Function isAdmin ; → $R0: 1 for an administrator
  UserInfo::GetAccountType
  Pop $R0
  ${If} $R0 == "Admin"
    StrCpy $R0 1
  ${Else}
    StrCpy $R0 0
  ${EndIf}
FunctionEnd

Function place ; $INSTDIR for the choice, unless /D said it: where it is, else where it belongs
  ${If} $everybody == 1
    ReadRegStr $R1 HKLM "${UNINSTALL}" "InstallLocation"
    StrCpy $R2 "$PROGRAMFILES64\${NAME}"
    ReadRegStr $8 HKLM "${UNINSTALL}" "DisplayVersion"
  ${Else}
    ReadRegStr $R1 HKCU "${UNINSTALL}" "InstallLocation"
    StrCpy $R2 "$LOCALAPPDATA\Programs\${NAME}"
    ReadRegStr $8 HKCU "${UNINSTALL}" "DisplayVersion"
  ${EndIf}
  ${If} $9 == "" ; $9: what /D said
    ${If} $R1 != ""
      StrCpy $INSTDIR $R1
    ${Else}
      StrCpy $INSTDIR $R2
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    !insertmacro giveUp 2 "$(oldWindows)"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro giveUp 2 "$(oldWindows)"
  ${EndIf}
  StrCpy $9 $INSTDIR
  Call forMe
  ${GetParameters} $R3
  ClearErrors
  ${GetOptions} $R3 "/AllUsers" $R4
  ${IfNot} ${Errors}
    Call forEverybody
    Call isAdmin
    ${If} $R0 != 1
      !insertmacro giveUp 3 "$(needAdmin)"
    ${EndIf}
  ${EndIf}
  Call place
FunctionEnd

Function whoPage
  !insertmacro MUI_HEADER_TEXT "$(whoTitle)" ""
  nsDialogs::Create 1018
  Pop $dialog
  ${NSD_CreateRadioButton} 0 0 100% 14u "$(whoMe)"
  Pop $radioMe
  ${NSD_CreateRadioButton} 0 18u 100% 14u "$(whoAll)"
  Pop $radioAll
  ${If} $everybody == 1
    ${NSD_Check} $radioAll
  ${Else}
    ${NSD_Check} $radioMe
  ${EndIf}
  ${If} $8 != ""
    ${NSD_CreateLabel} 0 44u 100% 40u "$(found)"
    Pop $R0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function whoChosen
  ${NSD_GetState} $radioAll $R5
  ${If} $R5 == ${BST_CHECKED}
    Call isAdmin
    ${If} $R0 != 1
      ; The same installer once more, with an administrator's rights; this one ends.
      ClearErrors
      ExecShell "runas" "$EXEPATH" "/AllUsers"
      ${If} ${Errors}
        MessageBox MB_ICONINFORMATION|MB_OK "$(needAdmin)"
        Abort
      ${EndIf}
      Quit
    ${EndIf}
    Call forEverybody
  ${Else}
    Call forMe
  ${EndIf}
  Call place
FunctionEnd

Section "${NAME}"
  Call untilClosed
  ; Complete beside the old one first; only then does the old one go.
  RMDir /r "$INSTDIR\new"
  ClearErrors
  SetOutPath "$INSTDIR\new"
  File /r "${PAYLOAD}\*.*"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\new"
    !insertmacro giveUp 2 "$(failed)"
  ${EndIf}
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\old"
  CreateDirectory "$INSTDIR\old"
  !insertmacro move "" old
  ClearErrors
  !insertmacro move new\ ""
  ${If} ${Errors}
    !insertmacro move "" new
    !insertmacro move old\ ""
    !insertmacro giveUp 2 "$(failed)"
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"

  ; `sextant` for terminals: the windowed program could not print there.
  CreateDirectory "$INSTDIR\bin"
  FileOpen $R0 "$INSTDIR\bin\sextant.cmd" w
  FileWrite $R0 '@"%~dp0..\sextant-console.exe" %*$\r$\n'
  FileClose $R0

  ; What the maker of a study put beside the installer (docs/distributing.md).
  ${If} ${FileExists} "$EXEDIR\client\client.json"
    RMDir /r "$INSTDIR\client"
    CreateDirectory "$INSTDIR\client"
    CopyFiles /SILENT "$EXEDIR\client\*.*" "$INSTDIR\client"
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\sextant.exe"
  WriteRegStr SHCTX "${APP_PATH}" "" "$INSTDIR\sextant.exe"
  WriteRegStr SHCTX "${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${PROGRAM}\shell\open\command" "" '"$INSTDIR\sextant.exe" "%1"'
  ; Offered under “Open with”; never the default of anything.
  !include "${TYPES}"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\sextant.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $R0 $R1 $R2
  IntFmt $R0 "0x%08X" $R0
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$R0"
SectionEnd

Function un.onInit
  SetRegView 64
  Call un.forMe
  ReadRegStr $R1 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $R1 == $INSTDIR
    Call un.forEverybody
  ${EndIf}
  StrCpy $forget 0
  ${GetParameters} $R3
  ClearErrors
  ${GetOptions} $R3 "/ForgetKeys" $R4
  ${IfNot} ${Errors}
    StrCpy $forget 1
  ${EndIf}
  ${If} $everybody == 1
    UserInfo::GetAccountType
    Pop $R0
    ${If} $R0 != "Admin"
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      ExecShell "runas" "$INSTDIR\uninstall.exe" "$R3"
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.keysPage
  !insertmacro MUI_HEADER_TEXT "$(keysTitle)" ""
  nsDialogs::Create 1018
  Pop $dialog
  ${NSD_CreateLabel} 0 0 100% 32u "$(keysWords)"
  Pop $R0
  ${NSD_CreateCheckbox} 0 40u 100% 14u "$(keysForget)"
  Pop $checkbox
  nsDialogs::Show
FunctionEnd

Function un.keysChosen
  ${NSD_GetState} $checkbox $R0
  ${If} $R0 == ${BST_CHECKED}
    StrCpy $forget 1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.untilClosed
  ${If} $forget == 1
    ; By the program itself, which knows where it put them.
    nsExec::Exec '"$INSTDIR\sextant-console.exe" keys remove deepgram'
    Pop $R0
    nsExec::Exec '"$INSTDIR\sextant-console.exe" keys remove openrouter'
    Pop $R0
  ${EndIf}
  ; Only what the installer put there, by name. Whatever else lies in the folder stays.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  RMDir /r "$INSTDIR\client"
  Delete "$INSTDIR\bin\sextant.cmd"
  RMDir "$INSTDIR\bin"
  Delete "$INSTDIR\sextant.exe"
  Delete "$INSTDIR\sextant-console.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${PROGRAM}"
  DeleteRegKey SHCTX "${APP_PATH}"
  DeleteRegKey SHCTX "${UNINSTALL}"
SectionEnd
