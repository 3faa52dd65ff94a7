package dissect

import "fmt"

// The commands of SMB version 1 (MS-CIFS 2.2.2.1).
var smb1Commands = map[byte]string{
	0x00: "Create Directory",
	0x01: "Delete Directory",
	0x02: "Open",
	0x03: "Create",
	0x04: "Close",
	0x05: "Flush",
	0x06: "Delete",
	0x07: "Rename",
	0x08: "Query Information",
	0x09: "Set Information",
	0x0a: "Read",
	0x0b: "Write",
	0x0c: "Lock Byte Range",
	0x0d: "Unlock Byte Range",
	0x0e: "Create Temp",
	0x0f: "Create New",
	0x10: "Check Directory",
	0x11: "Process Exit",
	0x12: "Seek",
	0x13: "Lock And Read",
	0x14: "Write And Unlock",
	0x1a: "Read Raw",
	0x1b: "Read MPX",
	0x1c: "Read MPX Secondary",
	0x1d: "Write Raw",
	0x1e: "Write MPX",
	0x1f: "Write MPX Secondary",
	0x20: "Write Complete",
	0x21: "Query Server (reserved)",
	0x22: "Set Information2",
	0x23: "Query Information2",
	0x24: "Locking AndX",
	0x25: "Trans",
	0x26: "Trans Secondary",
	0x27: "IOCTL",
	0x28: "IOCTL Secondary",
	0x29: "Copy",
	0x2a: "Move",
	0x2b: "Echo",
	0x2c: "Write And Close",
	0x2d: "Open AndX",
	0x2e: "Read AndX",
	0x2f: "Write AndX",
	0x30: "New File Size (reserved)",
	0x31: "Close And Tree Disconnect",
	0x32: "Trans2",
	0x33: "Trans2 Secondary",
	0x34: "Find Close2",
	0x35: "Find Notify Close",
	0x70: "Tree Connect",
	0x71: "Tree Disconnect",
	0x72: "Negotiate Protocol",
	0x73: "Session Setup AndX",
	0x74: "Logoff AndX",
	0x75: "Tree Connect AndX",
	0x80: "Query Information Disk",
	0x81: "Search",
	0x82: "Find",
	0x83: "Find Unique",
	0x84: "Find Close",
	0xa0: "NT Trans",
	0xa1: "NT Trans Secondary",
	0xa2: "NT Create AndX",
	0xa4: "NT Cancel",
	0xa5: "NT Rename",
	0xc0: "Open Print File",
	0xc1: "Write Print File",
	0xc2: "Close Print File",
	0xc3: "Get Print Queue",
	0xd0: "Send Single Block Message",
	0xd1: "Send Broadcast Message",
	0xd2: "Forward User Name",
	0xd3: "Cancel Forward",
	0xd4: "Get Machine Name",
	0xd5: "Send Start of Multi-block Message",
	0xd6: "Send End of Multi-block Message",
	0xd7: "Send Text of Multi-block Message",
	0xd8: "SMBreadbulk",
	0xd9: "SMBwritebulk",
	0xda: "SMBwritebulkdata",
	0xfe: "SMBinvalid",
}

// smb1 names the command of version 1, with which clients of old begin, and those
// of today that can do both.
func (p *packet) smb1(v view) {
	const response, ntStatusCodes = 0x80, 0x4000
	p.clearInfo()
	name, known := smb1Commands[v.u8(4)]
	if !known {
		name = fmt.Sprintf("unknown-0x%02X", v.u8(4))
	}
	if v.u8(9)&response == 0 {
		p.addInfo(name + " Request")
		return
	}
	p.addInfo(name + " Response")
	if code := v.le32(5); code != 0 && v.le16(10)&ntStatusCodes != 0 {
		p.addInfo(", Error: " + ntStatus(code))
	}
}
