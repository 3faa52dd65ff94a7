package dissect

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// ntStatusText has a status of Windows (MS-ERREF 2.3) and its name on each line.
//
//go:embed nt_status.txt
var ntStatusText string

// ntStatusNames reads ntStatusText, which most captures never need.
var ntStatusNames = sync.OnceValue(func() map[uint32]string {
	names := make(map[uint32]string)
	for line := range strings.Lines(ntStatusText) {
		number, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if code, err := strconv.ParseUint(number, 16, 32); err == nil {
			names[uint32(code)] = name
		}
	}
	return names
})

// ntStatus names a status of Windows.
func ntStatus(code uint32) string {
	if name, known := ntStatusNames()[code]; known {
		return name
	}
	return fmt.Sprintf("Unknown (0x%08X)", code)
}

// The commands of SMB2 (MS-SMB2 2.2.1.1).
var smb2Commands = [...]string{
	"Negotiate Protocol", "Session Setup", "Session Logoff", "Tree Connect", "Tree Disconnect", "Create", "Close", "Flush",
	"Read", "Write", "Lock", "Ioctl", "Cancel", "KeepAlive", "Find", "Notify", "GetInfo", "SetInfo", "Break",
}

func smb2CommandName(command uint16) string {
	switch {
	case int(command) < len(smb2Commands):
		return smb2Commands[command]
	case command <= 0xff:
		return fmt.Sprintf("unknown-0x%02X", command)
	}
	return "unknown"
}

// The classes of what GetInfo and SetInfo ask for, and their levels (MS-SMB2
// 2.2.37, MS-FSCC 2.4 and 2.5).
var smb2Classes = map[byte]string{1: "FILE_INFO", 2: "FS_INFO", 3: "SEC_INFO", 4: "QUOTA_INFO"}

const (
	smb2FileInfo       = 1
	smb2FileRenameInfo = 0x0a
)

var smb2Levels = map[byte]map[byte]string{
	smb2FileInfo: {
		0x04: "SMB2_FILE_BASIC_INFO", 0x05: "SMB2_FILE_STANDARD_INFO", 0x06: "SMB2_FILE_INTERNAL_INFO", 0x07: "SMB2_FILE_EA_INFO",
		0x08: "SMB2_FILE_ACCESS_INFO", smb2FileRenameInfo: "SMB2_FILE_RENAME_INFO", 0x0d: "SMB2_FILE_DISPOSITION_INFO",
		0x0e: "SMB2_FILE_POSITION_INFO", 0x0f: "SMB2_FILE_FULL_EA_INFO", 0x10: "SMB2_FILE_MODE_INFO",
		0x11: "SMB2_FILE_ALIGNMENT_INFO", 0x12: "SMB2_FILE_ALL_INFO", 0x13: "SMB2_FILE_ALLOCATION_INFO",
		0x14: "SMB2_FILE_ENDOFFILE_INFO", 0x15: "SMB2_FILE_ALTERNATE_NAME_INFO", 0x16: "SMB2_FILE_STREAM_INFO",
		0x17: "SMB2_FILE_PIPE_INFO", 0x1c: "SMB2_FILE_COMPRESSION_INFO", 0x22: "SMB2_FILE_NETWORK_OPEN_INFO",
		0x23: "SMB2_FILE_ATTRIBUTE_TAG_INFO", 0x30: "SMB2_FILE_NORMALIZED_NAME_INFO", 0x64: "SMB2_FILE_POSIX_INFO",
	},
	2: {
		0x01: "FileFsVolumeInformation", 0x02: "FileFsLabelInformation", 0x03: "FileFsSizeInformation",
		0x04: "FileFsDeviceInformation", 0x05: "FileFsAttributeInformation", 0x06: "FileFsControlInformation",
		0x07: "FileFsFullSizeInformation", 0x08: "FileFsObjectIdInformation", 0x09: "FileFsDriverPathInformation",
		0x0a: "FileFsVolumeFlagsInformation", 0x0b: "FileFsSectorSizeInformation",
	},
	3: {0x00: "SMB2_SEC_INFO_00"},
}

// The levels of Find (MS-SMB2 2.2.33).
var smb2FindLevels = map[byte]string{
	0x01: "SMB2_FIND_DIRECTORY_INFO", 0x02: "SMB2_FIND_FULL_DIRECTORY_INFO", 0x03: "SMB2_FIND_BOTH_DIRECTORY_INFO",
	0x04: "SMB2_FIND_INDEX_SPECIFIED", 0x0c: "SMB2_FIND_NAME_INFO", 0x25: "SMB2_FIND_ID_BOTH_DIRECTORY_INFO",
	0x26: "SMB2_FIND_ID_FULL_DIRECTORY_INFO", 0x64: "SMB2_FIND_POSIX_INFO",
}

func smb2FindLevel(level byte) string {
	if name, known := smb2FindLevels[level]; known {
		return name
	}
	return fmt.Sprintf("(Level:0x%02x)", level)
}
