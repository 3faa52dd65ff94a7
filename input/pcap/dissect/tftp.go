package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

const (
	tftpPort = 69

	tftpRead            = 1
	tftpWrite           = 2
	tftpDataBlock       = 3
	tftpAcknowledgement = 4
	tftpError           = 5
	tftpOptions         = 6
	tftpInformation     = 255
)

var tftpOperations = map[uint16]string{
	tftpRead: "Read Request", tftpWrite: "Write Request", tftpDataBlock: "Data Packet",
	tftpAcknowledgement: "Acknowledgement", tftpError: "Error Code", tftpOptions: "Option Acknowledgement",
	tftpInformation: "Information (MSDP)",
}

var tftpErrors = [...]string{
	"Not defined", "File not found", "Access violation", "Disk full or allocation exceeded", "Illegal TFTP Operation",
	"Unknown transfer ID", "File already exists", "No such user", "Option negotiation failed",
}

// tftpState is the transfer that a conversation belongs to: that of the request
// shares it with that from the server's other port.
type tftpState struct{ transfer *tftpTransfer }

type tftpTransfer struct {
	blockSize int
	next      int // number of the block that comes next, which counts on past 16 bits
}

// tftp is RFC 1350.
func tftp(p *packet, v view) bool {
	s := state[tftpState](p)
	if s.transfer == nil || p.DestinationPort == tftpPort && isTFTPRequest(v) {
		p.tftpBegins(s)
	}
	p.tftpMessage(s.transfer, v)
	return true
}

// tftpHeuristic finds requests to other ports.
func tftpHeuristic(p *packet, v view) bool {
	if !tftpRequestBody(v.data) {
		return false
	}
	s := state[tftpState](p)
	p.tftpBegins(s)
	p.tftpMessage(s.transfer, v)
	return true
}

// tftpBegins starts a transfer, which the server answers from a port of its choice.
func (p *packet) tftpBegins(s *tftpState) {
	s.transfer = &tftpTransfer{blockSize: 512, next: 1}
	client := endpoint{p.source, p.SourcePort}
	p.expect(announcement{overUDP, client, p.destination}, tftp, &tftpState{s.transfer})
	if p.conversation != nil {
		p.conversation.dissector = tftp
	}
}

func isTFTPRequest(v view) bool {
	return len(v.data) > 2 && v.data[0] == 0 && (v.data[1] == tftpRead || v.data[1] == tftpWrite) && tftpRequestBody(v.data)
}

// tftpRequestBody reports whether printable strings follow, in pairs: the name of
// a file and a mode of transfer are first.
func tftpRequestBody(data []byte) bool {
	if len(data) < 6 || data[len(data)-1] != 0 {
		return false
	}
	ends := 0
	for _, c := range data[2:] {
		if c == 0 {
			ends++
		} else if c < ' ' || c > '~' {
			return false
		}
	}
	if ends%2 != 0 {
		return false
	}
	_, rest, _ := bytes.Cut(data[2:], []byte{0})
	mode, _, _ := bytes.Cut(rest, []byte{0})
	switch strings.ToLower(string(mode)) {
	case "netascii", "octet", "mail":
		return true
	}
	return false
}

func (p *packet) tftpMessage(t *tftpTransfer, v view) {
	p.setProtocol("TFTP")
	operation := v.u16(0)
	if name, known := tftpOperations[operation]; known {
		p.setInfo(name)
	} else {
		p.setInfof("Unknown (0x%04x)", operation)
	}
	switch operation {
	case tftpRead, tftpWrite:
		at := p.tftpString(v, 2, ", File: ")
		at = p.tftpString(v, at, ", Transfer type: ")
		p.tftpOptionList(t, v, at, false)
	case tftpOptions, tftpInformation:
		p.tftpOptionList(t, v, 2, operation == tftpOptions)
	case tftpDataBlock:
		p.tftpBlock(t, v)
	case tftpAcknowledgement:
		p.addInfoUint(", Block: ", uint64(t.block(v.u16(2))))
	case tftpError:
		if code := int(v.u16(2)); code < len(tftpErrors) {
			p.addInfo(", Code: " + tftpErrors[code])
		} else {
			p.addInfof(", Code: Unknown (%d)", code)
		}
		p.tftpString(v, 4, ", Message: ")
	}
}

// tftpString adds the string at an offset, and returns the offset behind it.
func (p *packet) tftpString(v view, at int, title string) int {
	text, next := v.stringz(at)
	if p.writes() {
		p.addInfo(title + printable(text))
	}
	return next
}

// stringz returns the string at an offset that ends with a zero, and the offset
// behind that.
func (v view) stringz(at int) (text []byte, next int) {
	v.need(at, 1)
	n := bytes.IndexByte(v.data[at:], 0)
	if n < 0 {
		v.need(at, len(v.data)-at+1)
	}
	return v.data[at : at+n], at + n + 1
}

// tftpOptionList is RFC 2347; that of a server is what holds.
func (p *packet) tftpOptionList(t *tftpTransfer, v view, at int, holds bool) {
	for at < len(v.data) {
		name, next := v.stringz(at)
		var value []byte
		value, at = v.stringz(next)
		if p.writes() {
			p.addInfo(", " + printable(name) + "=" + printable(value))
		}
		if holds && bytes.EqualFold(name, []byte("blksize")) {
			if size, err := strconv.Atoi(string(value)); err == nil && size >= 8 && size <= 65464 {
				t.blockSize = size
			}
		}
	}
}

// tftpBlock is a part of the file; the last one is shorter than the others.
func (p *packet) tftpBlock(t *tftpTransfer, v view) {
	number := t.block(v.u16(2))
	p.addInfoUint(", Block: ", uint64(number))
	if v.left(4) < t.blockSize {
		p.addInfo(" (last)")
	}
	if number >= t.next {
		t.next = number + 1
	}
}

// block finds the number of a block of which 16 bits are told.
func (t *tftpTransfer) block(number uint16) int {
	behind := int(int16(uint16(t.next) - number))
	if behind > t.next {
		return int(number)
	}
	return t.next - behind
}
