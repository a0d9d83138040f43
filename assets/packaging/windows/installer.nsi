; Installs Qlingo for the person who runs this, without an administrator's password.
; Silently with /S. scripts/package_windows.sh defines VERSION, NUMBERS, FILES (the
; folder with everything to install), ICON, OUT and SIGN (signs the file it is given).

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; the two programs are nearly the same, and packed as one so
SetDateSave off ; the same input gives the same bytes

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh

!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Qlingo"

Name "Qlingo"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Qlingo"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation" ; an upgrade goes where the older version is
BrandingText "Qlingo ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
!uninstfinalize '${SIGN} "%1"' = 0

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Qlingo"
VIAddVersionKey "CompanyName" "Qlingo contributors"
VIAddVersionKey "LegalCopyright" "MIT License"
VIAddVersionKey "FileDescription" "Qlingo Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\qlingo.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DataStays)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The language of Windows is taken; the first one where it is neither.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"

LangString TooOld ${LANG_ENGLISH} "Qlingo needs Windows 10 or newer."
LangString TooOld ${LANG_JAPANESE} "Qlingo には Windows 10 以降が必要です。"
LangString Running ${LANG_ENGLISH} "Qlingo is running. Please close its window, then choose Retry."
LangString Running ${LANG_JAPANESE} "Qlingo が動いています。ウィンドウを閉じてから「再試行」を押してください。"
LangString DataStays ${LANG_ENGLISH} "Your data stays: the database in %LOCALAPPDATA%\qlingo, settings and log in %APPDATA%\qlingo, the key in the Windows Credential Manager."
LangString DataStays ${LANG_JAPANESE} "データは削除されません。データベースは %LOCALAPPDATA%\qlingo に、設定とログは %APPDATA%\qlingo に、鍵は Windows の資格情報マネージャーに残ります。"

; Windows lets nobody write to a program that runs, which tells of both programs
; and of every window. Silently it ends with exit code 2.
!macro WAIT_UNTIL_CLOSED PROGRAM
	!define AGAIN again${__LINE__}
	${AGAIN}:
	${If} ${FileExists} "$INSTDIR\${PROGRAM}"
		ClearErrors
		FileOpen $0 "$INSTDIR\${PROGRAM}" a
		${If} ${Errors}
			MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY ${AGAIN}
			SetErrorLevel 2
			Quit
		${EndIf}
		FileClose $0
	${EndIf}
	!undef AGAIN
!macroend

; What this and older versions have installed, and nothing else: the folder may
; have been chosen by hand and hold more.
!macro REMOVE_FILES
	Delete "$INSTDIR\qlingo.exe"
	Delete "$INSTDIR\qlingoc.exe"
	Delete "$INSTDIR\LICENSE.txt"
	Delete "$INSTDIR\licences\*.txt"
	RMDir "$INSTDIR\licences"
!macroend

Function .onInit
	${IfNot} ${AtLeastWin10}
		MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
		SetErrorLevel 2
		Quit
	${EndIf}
FunctionEnd

Section
	!insertmacro WAIT_UNTIL_CLOSED qlingo.exe
	!insertmacro WAIT_UNTIL_CLOSED qlingoc.exe
	!insertmacro REMOVE_FILES
	SetOutPath "$INSTDIR"
	File /r "${FILES}/*.*"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortCut "$SMPROGRAMS\Qlingo.lnk" "$INSTDIR\qlingo.exe"

	WriteRegStr HKCU "${ENTRY}" "DisplayName" "Qlingo"
	WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\qlingo.exe"
	WriteRegStr HKCU "${ENTRY}" "Publisher" "Qlingo contributors"
	WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
	WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
	${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
	WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
	!insertmacro WAIT_UNTIL_CLOSED qlingo.exe
	!insertmacro WAIT_UNTIL_CLOSED qlingoc.exe
	!insertmacro REMOVE_FILES
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR" ; unless somebody put files there
	Delete "$SMPROGRAMS\Qlingo.lnk"
	DeleteRegKey HKCU "${ENTRY}"
SectionEnd
