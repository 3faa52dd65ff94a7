package dissect

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"time"
	"unicode/utf16"
)

// utf16Text decodes text of two bytes a character, the lower one first, up to a zero.
func utf16Text(data []byte) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		unit := binary.LittleEndian.Uint16(data)
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}

// word words the body of a message. Offsets are from its header, as in the
// protocol: the body begins at 64.
func (m *smb2Message) word() {
	if m.response {
		m.wordResponse()
		return
	}
	switch m.command {
	case 0x01: // Session Setup
		m.securityBlob(int(m.le16(76)), int(m.le16(78)))
	case 0x03: // Tree Connect
		if m.writes() {
			m.addInfo(" Tree: " + m.text(int(m.le16(68)), int(m.le16(70))))
		}
	case 0x05: // Create
		m.create()
	case 0x06: // Close
		m.file(72, true)
	case 0x07, 0x0f: // Flush, Notify
		m.file(72, false)
	case 0x08, 0x09: // Read, Write
		m.extent()
		m.file(80, false)
	case 0x0a: // Lock
		m.file(72, false)
	case 0x0b: // Ioctl
		m.ioctl()
	case 0x0e: // Find
		m.find()
	case 0x10: // GetInfo
		m.level()
		m.file(88, false)
	case 0x11: // SetInfo
		m.level()
		m.file(80, false)
		m.newName()
	case 0x12: // Break
		if m.le16(smb2HeaderSize) == 24 {
			m.file(72, false)
		}
	}
}

func (m *smb2Message) wordResponse() {
	if m.command == 0x01 { // Session Setup: an error has a body too
		m.securityBlob(int(m.le16(68)), int(m.le16(70)))
		return
	}
	if m.command == 0x0e && m.request != nil {
		m.addInfo(m.request.find)
	}
	if m.isError() {
		return
	}
	switch m.command {
	case 0x05: // Create
		m.open(128)
	case 0x0b: // Ioctl
		m.ioctl()
	case 0x12: // Break
		if m.le16(smb2HeaderSize) == 24 {
			m.file(72, false)
		}
	}
}

// isError reports whether the body is the one of an error (MS-SMB2 2.2.2), which is
// known by its size.
func (m *smb2Message) isError() bool {
	const size = 9
	switch m.status {
	case 0, statusBufferOverflow, statusNotifyEnumDir:
		return false
	}
	return m.le16(smb2HeaderSize) == size
}

func (m *smb2Message) securityBlob(offset, size int) {
	if size > 0 {
		m.need(offset, size)
		m.ntlm(m.part(offset, size))
	}
}

// create is MS-SMB2 2.2.13.
func (m *smb2Message) create() {
	const maxName = 1024
	offset, size := int(m.le16(108)), int(m.le16(110))
	contexts, length := int(m.le32(112)), int(m.le32(116))
	name := m.text(offset, size)
	if m.writes() {
		m.addInfo(" File: " + name)
	}
	if size < maxName {
		m.request.name, m.request.named = name, true
	}
	if length > 0 {
		m.need(contexts, length)
		m.createContexts(m.part(contexts, length))
	}
}

// createContexts looks for the context that asks for a file of the past (MS-SMB2
// 2.2.13.2.7), whose time becomes a part of its name.
func (m *smb2Message) createContexts(v view) {
	for {
		next, tag, data := int(v.le32(0)), int(v.le16(4)), int(v.le16(10))
		if v.le32(6) == 4 && string(v.bytes(tag, 4)) == "TWrp" && v.le32(12) >= 8 {
			at := "@" + fileTime(v.le64(data)).Format("Jan _2, 2006 15:04:05.000000000")
			m.addInfo(at)
			if m.request.named {
				m.request.name += at
			}
		}
		if next <= 0 || next > v.size {
			return
		}
		v = v.from(next)
	}
}

// fileTime is a time of Windows: in units of 100 ns since 1601 (MS-DTYP 2.3.3).
func fileTime(units uint64) time.Time {
	const perSecond, since1601 = 10_000_000, 11_644_473_600
	return time.Unix(int64(units/perSecond)-since1601, int64(units%perSecond)*100).UTC()
}

// extent writes which bytes a Read or Write is about.
func (m *smb2Message) extent() {
	if m.writes() {
		m.addInfo(" Len:" + strconv.Itoa(int(int32(m.le32(68)))))
		m.addInfoUint(" Off:", m.le64(72))
	}
}

// ioctl is MS-SMB2 2.2.31 and 2.2.32.
func (m *smb2Message) ioctl() {
	function := m.le32(68)
	if function != 0 && m.writes() {
		if name, known := smb2Ioctls[function]; known {
			m.addInfo(" " + name)
		} else if device, known := smb2Devices[uint16(function>>16)]; known {
			m.addInfof(" %s Function:0x%04x", device, function>>2&0xfff)
		} else {
			m.addInfof(" Unknown (0x%08X) Function:0x%04x", function>>16, function>>2&0xfff)
		}
	}
	m.file(72, false)
	switch input, size := int(m.le32(88)), int(m.le32(92)); {
	case size == 0 || !m.writes():
	case function == smb2PipeWait:
		m.addInfo(" Pipe: " + m.text(input+14, int(m.le32(input+8))))
	case function == smb2DFSReferrals:
		m.addInfo(", File: " + m.text(input+2, size-2))
	}
}

// find is MS-SMB2 2.2.33. Its response repeats what it looks for.
func (m *smb2Message) find() {
	level := m.u8(66)
	m.file(72, false)
	m.request.find = " " + smb2FindLevel(level) + " Pattern: "
	if size := int(m.le16(90)); size > 0 {
		m.request.find += m.text(int(m.le16(88)), size)
		m.addInfo(m.request.find)
		return
	}
	m.addInfo(m.request.find)
	m.request.find = ""
}

// level writes what GetInfo or SetInfo is about.
func (m *smb2Message) level() {
	if !m.writes() {
		return
	}
	class, level := m.u8(66), m.u8(67)
	className, known := smb2Classes[class]
	if !known {
		className = fmt.Sprintf("(Class:0x%02x)", class)
	}
	levelName, known := smb2Levels[class][level]
	if !known {
		levelName = fmt.Sprintf("(Level:0x%02x)", level)
	}
	m.addInfo(" " + className + "/" + levelName)
}

// newName writes the name that SetInfo gives to a file (MS-FSCC 2.4.37.2).
func (m *smb2Message) newName() {
	if m.u8(66) != smb2FileInfo || m.u8(67) != smb2FileRenameInfo || !m.writes() {
		return
	}
	data := int(m.le16(72))
	if size := int(m.le16(data + 16)); size > 0 {
		m.addInfo(" NewName:" + m.text(data+20, size))
	}
}
