; Stands in for a program of Windows where none can be built: writes its words into a file.
Target amd64-unicode
!include "FileFunc.nsh"
Name "stand-in"
OutFile "${OUTPUT}"
SilentInstall silent
RequestExecutionLevel user
Section
  ${GetParameters} $R0
  FileOpen $R1 "$EXEDIR\..\said.txt" a
  FileSeek $R1 0 END
  FileWrite $R1 "$EXEFILE $R0$\r$\n"
  FileClose $R1
SectionEnd
