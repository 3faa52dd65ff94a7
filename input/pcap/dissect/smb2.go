package dissect

import "slices"

// The first bytes of the three headers of SMB2 (MS-SMB2 2.2.1 and 2.2.41 f.).
const (
	smb2Plain      = 0xfe
	smb2Encrypted  = 0xfd
	smb2Compressed = 0xfc
)

const (
	smb2HeaderSize = 64
	smb2Response   = 1 << 0
	smb2Async      = 1 << 1

	statusPending        = 0x103
	statusNotifyEnumDir  = 0x10c
	statusBufferOverflow = 0x80000005

	maxSMB2Files    = 1 << 12
	maxSMB2Requests = 1 << 12

	// maxSMB2Same is how many files may be open by the same id: those of which a
	// Close request was not captured.
	maxSMB2Same = 8
)

// smb2State is what is kept of a connection.
type smb2State struct {
	requests map[uint64]*smb2Request    // that wait for their response, by message id
	files    map[smb2FileID][]*smb2File // those that were opened first come first
}

// A smb2Request is what a response repeats of its request.
type smb2Request struct {
	name  string // of the file to create
	named bool
	find  string // level and pattern
}

// A smb2FileID names an open file.
type smb2FileID struct {
	session, persistent, volatile uint64
	tree                          uint32
}

// A smb2File is open from its Create request to its Close request.
type smb2File struct {
	name string
	ends int // the frame of its Close request; 0 if it was not seen
}

// A smb2Message is a message while it is worded.
type smb2Message struct {
	*packet
	view
	*smb2State
	request *smb2Request // this one, or the one that this one answers; nil if unknown

	command  uint16
	response bool
	status   uint32
	id       uint64
	tree     uint32
	session  uint64
}

// smb2 words a message, and those compounded with it (MS-SMB2 3.2.4.1.4).
func (p *packet) smb2(v view, first bool) {
	for ; ; first = false {
		p.setProtocol("SMB2")
		if first {
			p.clearInfo()
		} else {
			p.addInfo(";")
		}
		next := 0
		switch v.u8(0) {
		case smb2Plain:
			next = p.smb2Plain(v)
		case smb2Encrypted:
			next = p.smb2Encrypted(v)
		case smb2Compressed:
			// What it says is not told: packetseq does not decompress.
			p.addInfo("Comp. SMB3")
		default:
			p.addInfo("Invalid header")
		}
		if next <= 0 {
			return
		}
		v = v.from(next)
	}
}

// smb2Encrypted returns where the next message begins, or 0.
func (p *packet) smb2Encrypted(v view) int {
	const header = 52
	size := int(v.le32(36))
	v.need(header-1, 1)
	p.addInfo("Encrypted SMB3")
	if v.left(header) > size && size >= 0 {
		return header + size
	}
	return 0
}

// smb2Plain returns where the next message begins, or 0.
func (p *packet) smb2Plain(v view) int {
	m := smb2Message{packet: p, view: v, smb2State: state[smb2State](p)}
	flags := v.le32(16)
	m.response = flags&smb2Response != 0
	if m.response {
		m.status = v.le32(8)
	}
	m.command = v.le16(12)
	next := int(v.le32(20))
	m.id = v.le64(24)
	if flags&smb2Async == 0 {
		m.tree = v.le32(36)
	}
	m.session = v.le64(40)
	v.need(48, 16)
	m.title()
	if m.status != 0 {
		p.addInfo(", Error: " + ntStatus(m.status))
	}
	m.match(flags&smb2Async != 0)
	m.word()
	return next
}

// title writes what kind of message it is.
func (m *smb2Message) title() {
	if !m.writes() {
		return
	}
	const breakCommand = 0x12
	if m.command == breakCommand {
		if title := m.breakTitle(m.le16(smb2HeaderSize)); title != "" {
			m.addInfo(title)
			return
		}
	}
	m.addInfo(smb2CommandName(m.command))
	if m.response {
		m.addInfo(" Response")
	} else {
		m.addInfo(" Request")
	}
}

// breakTitle names a break of an oplock or of a lease by its size (MS-SMB2 2.2.23 ff.).
func (m *smb2Message) breakTitle(size uint16) string {
	const unasked = 1<<64 - 1
	switch {
	case size == 24 && !m.response:
		return "Oplock Break Acknowledgment"
	case size == 24 && m.id == unasked:
		return "Oplock Break Notification"
	case size == 24:
		return "Oplock Break Response"
	case size == 36 && !m.response:
		return "Lease Break Acknowledgment"
	case size == 36:
		return "Lease Break Response"
	case size == 44 && m.response:
		return "Lease Break Notification"
	}
	return ""
}

// match remembers a request, or finds that of a response. A response that says
// that another will follow leaves it waiting.
func (m *smb2Message) match(async bool) {
	if !m.response {
		if m.requests == nil {
			m.requests = make(map[uint64]*smb2Request)
		}
		if len(m.requests) >= maxSMB2Requests {
			clear(m.requests)
		}
		m.request = new(smb2Request)
		m.requests[m.id] = m.request
		return
	}
	m.request = m.requests[m.id]
	if !async || m.status != statusPending {
		delete(m.requests, m.id)
	}
}

// file names the file whose id is at offset, if its Create was seen.
func (m *smb2Message) file(offset int, closes bool) {
	for _, file := range m.files[m.fileID(offset)] {
		if file.ends != 0 && file.ends < m.Number {
			continue
		}
		if closes {
			file.ends = m.Number
		}
		if m.writes() {
			m.addInfo(" File: " + file.name)
		}
		return
	}
}

func (m *smb2Message) fileID(offset int) smb2FileID {
	return smb2FileID{session: m.session, tree: m.tree, persistent: m.le64(offset), volatile: m.le64(offset + 8)}
}

// open remembers the file that a Create response opens, and names it.
func (m *smb2Message) open(offset int) {
	id := m.fileID(offset)
	file := &smb2File{name: "[unknown]"}
	if m.request != nil && m.request.named {
		file.name = m.request.name
	}
	if m.files == nil {
		m.files = make(map[smb2FileID][]*smb2File)
	}
	if len(m.files) >= maxSMB2Files {
		clear(m.files)
	}
	open := slices.DeleteFunc(m.files[id], func(f *smb2File) bool { return f.ends != 0 && f.ends < m.Number })
	if len(open) < maxSMB2Same {
		open = append(open, file)
	}
	m.files[id] = open
	m.file(offset, false)
}

// text reads UTF-16 text whose offset from the header and length are given.
func (m *smb2Message) text(offset, size int) string {
	if size == 0 {
		return ""
	}
	return printable([]byte(utf16Text(m.bytes(offset, size))))
}
