package dissect

import (
	"bytes"
	"fmt"
)

const (
	mysqlPort   = 3306
	mysqlHeader = 4
)

// mysqlState is what is kept of a connection.
type mysqlState struct {
	phase               mysqlPhase
	client, clientUpper uint16 // capabilities
	server              uint16
	left                uint64 // fields that are still to come
	columns             uint16 // of the statement that was prepared last
	compressFrom        int    // the login that asked for it; 0 if none did
	compressed          bool
	tls                 bool
}

// mysql is the protocol of MySQL and MariaDB: messages that have their length in
// three bytes and a number in the fourth. What they are depends on what was
// said before.
func mysql(p *packet, v view) bool {
	s := state[mysqlState](p)
	p.pdus(v, 3, func(v view) int {
		size := mysqlHeader + int(v.le24(0))
		if s.isCompressed(p) {
			size += 3
		}
		return size
	}, mysqlPDU)
	return true
}

func (s *mysqlState) isCompressed(p *packet) bool {
	return s.compressed && s.compressFrom > 0 && p.Number > s.compressFrom
}

func mysqlPDU(p *packet, v view) bool {
	s := state[mysqlState](p)
	if s.isCompressed(p) {
		v = v.from(7)
	}
	p.setProtocol("MySQL")
	number, body := v.u8(3), v.from(mysqlHeader)
	switch response := p.DestinationPort != mysqlPort; {
	case response && number == 0 && s.phase == mysqlUndefined:
		p.setInfo("Server Greeting ")
		p.mysqlGreeting(s, body)
	case response:
		p.setInfo("Response ")
		p.mysqlResponse(s, body)
	case s.phase == mysqlLogin && (number == 1 || number == 2 && s.tls):
		p.setInfo("Login Request")
		p.mysqlLogin(s, body)
		if s.server&s.client&mysqlCapCompress != 0 {
			s.compressFrom, s.compressed = p.Number, false
		}
	case s.phase == mysqlAuthAnswer:
		p.setInfo("Auth Switch Response ")
		p.fenceInfo()
	default:
		p.setInfo("Request")
		p.mysqlRequest(s, body)
	}
	return true
}

// mysqlGreeting is the first message of a connection.
func (p *packet) mysqlGreeting(s *mysqlState, v view) {
	version := v.u8(0)
	if version == 0xff {
		p.mysqlError(v)
		return
	}
	s.phase = mysqlLogin
	p.addInfoUint(" proto=", uint64(version))
	text, next := zeroEnded(v, 1)
	// What MariaDB puts before its version, for the sake of old clients.
	p.addInfo(" version=" + printable(bytes.TrimPrefix(text, []byte("5.5.5-"))) + " ")
	p.fenceInfo()
	_, next = zeroEnded(v, next+4)
	if v.left(next) > 0 {
		s.server = v.le16(next)
	}
}

// zeroEnded returns the bytes from an offset up to a zero, and the offset behind it.
func zeroEnded(v view, at int) (text []byte, next int) {
	rest := v.from(at)
	end := bytes.IndexByte(rest.data, 0)
	if end < 0 {
		v.need(at, rest.size+1)
	}
	return rest.data[:end], at + end + 1
}

// zeroEndedOrLast is zeroEnded, but the last text needs no zero.
func zeroEndedOrLast(v view, at int) (text []byte, next int) {
	rest := v.from(at)
	if end := bytes.IndexByte(rest.data, 0); end >= 0 {
		return rest.data[:end], at + end + 1
	}
	v.need(at, rest.size)
	return rest.data, at + rest.size
}

// mysqlLogin is the answer to the greeting. It may be no more than the wish to
// begin TLS.
func (p *packet) mysqlLogin(s *mysqlState, v view) {
	if s.client&mysqlCapTLS == 0 && s.client != 0 {
		s.phase = mysqlOK
	}
	s.client = v.le16(0)
	if !s.tls && s.client&mysqlCapTLS != 0 {
		p.setInfo("Response: SSL Handshake")
		s.tls = true
		p.startTLS()
	}
	at := 5
	if s.client&mysqlCap41 != 0 {
		s.clientUpper = v.le16(2)
		at = 32
	}
	user, at := mysqlName(v, at)
	p.addInfo(" user=" + user + " ")
	if v.left(at) == 0 {
		p.fenceInfo()
		return
	}
	if s.client&mysqlCapSecure != 0 {
		at += 1 + int(v.u8(at))
	} else {
		_, at = zeroEndedOrLast(v, at)
	}
	if s.client&mysqlCapDatabase != 0 {
		name, _ := mysqlName(v, at)
		p.addInfo("db=" + name + " ")
		p.fenceInfo()
	}
	if s.clientUpper&mysqlCapPlugin != 0 {
		s.phase = mysqlAuthSwitch
	}
}

// mysqlName reads a text that ends with a zero. Where there is none, Wireshark
// takes its last byte for it.
func mysqlName(v view, at int) (name string, next int) {
	text, next := zeroEndedOrLast(v, at)
	if len(text) == next-at && len(text) > 0 {
		text = text[:len(text)-1]
	}
	return printable(text), next
}

// mysqlRequest is a command, which tells what kind of response will follow.
func (p *packet) mysqlRequest(s *mysqlState, v view) {
	command := v.u8(0)
	name, known := mysqlCommands[command]
	if !known {
		name = fmt.Sprintf("Unknown (%d) ", command)
	}
	p.addInfo(" " + name)
	switch command {
	case mysqlQuit:
	case mysqlLongData, mysqlBulkExecute:
		// They may be sent before the response to the statement's preparation.
		if s.phase != mysqlPrepared {
			s.phase = mysqlRequest
		}
	case mysqlExecute:
		if s.phase != mysqlPrepared {
			s.phase = mysqlTabular
		}
	case mysqlChangeUser:
		s.phase = mysqlOK
		if s.clientUpper&mysqlCapPlugin != 0 {
			s.phase = mysqlAuthSwitch
		}
	default:
		s.phase = mysqlAfter[command]
	}
}

func (p *packet) mysqlError(v view) {
	code := v.le16(1)
	p.addInfoUint(" Error ", uint64(code))
	p.addInfo(" ")
	p.fenceInfo()
	if v.u8(3) == '#' {
		v.need(4, 5)
	}
}

// mysqlResponse tells responses apart by their first byte (00: OK, FE: the end of a
// list, FF: an error), and by what was asked for.
func (p *packet) mysqlResponse(s *mysqlState, v view) {
	switch first := v.u8(0); {
	case first == 0xff:
		p.mysqlError(v)
		s.phase = mysqlRequest
	case first == 0xfe && v.size <= 6:
		s.endOfList(v)
	case first == 0xfe && s.phase == mysqlAuthSwitch:
		p.mysqlAuthSwitch(s)
	case first == 0xfe:
		p.mysqlOK(s, v)
	case first == 0 && s.phase == mysqlPrepared:
		s.prepared(v)
	case first == 0 && s.phase == mysqlRows: // a row of a prepared statement
	case first == 0 && s.phase == mysqlEvents:
		p.addInfo("Binlog Event ")
		p.fenceInfo()
	case first == 0:
		p.mysqlOK(s, v)
		s.compressed = s.compressFrom > 0
	default:
		p.mysqlData(s, v)
	}
}

// mysqlData is a response that begins with no code.
func (p *packet) mysqlData(s *mysqlState, v view) {
	switch s.phase {
	case mysqlMessage:
		s.phase = mysqlRequest
	case mysqlTabular, mysqlRequest:
		p.mysqlTable(s, v)
	case mysqlParameters, mysqlFields, mysqlFieldList, mysqlColumns:
		s.field()
	case mysqlRows:
		mysqlRow(v)
	case mysqlAuthSwitch:
		p.mysqlAuthSwitch(s)
	default:
		s.phase = mysqlUndefined
	}
}

func (p *packet) mysqlAuthSwitch(s *mysqlState) {
	p.setInfo("Auth Switch Request ")
	p.fenceInfo()
	s.phase = mysqlAuthAnswer
}

func (p *packet) mysqlOK(s *mysqlState, v view) {
	p.addInfo(" OK ")
	p.fenceInfo()
	_, at, _ := mysqlNumber(v, 1)
	_, at, _ = mysqlNumber(v, at)
	if v.left(at) > 0 {
		v.need(at, 2)
	}
	s.phase = mysqlRequest
}

// mysqlTable begins a table: it tells how many fields there are.
func (p *packet) mysqlTable(s *mysqlState, v view) {
	p.addInfo("TABULAR ")
	p.fenceInfo()
	const maxFields = 0xffff
	fields, _, _ := mysqlNumber(v, 0)
	switch {
	case fields > maxFields:
	case fields == 0:
		s.phase = mysqlRows
	default:
		s.phase, s.left = mysqlFields, fields
	}
}

// prepared is the response to the preparation of a statement.
func (s *mysqlState) prepared(v view) {
	columns, parameters := v.le16(5), v.le16(7)
	s.columns = columns
	switch {
	case parameters > 0:
		s.phase, s.left = mysqlParameters, uint64(parameters)
	case columns > 0:
		s.phase, s.left = mysqlColumns, uint64(columns)
	default:
		s.phase = mysqlRequest
	}
}

// endOfList is the end of fields, rows or parameters.
func (s *mysqlState) endOfList(v view) {
	v.need(1, 4)
	switch {
	case s.phase == mysqlParameters && s.columns > 0:
		s.phase, s.left = mysqlColumns, uint64(s.columns)
	case s.phase == mysqlFields:
		s.phase = mysqlRows
	default:
		s.phase = mysqlRequest
	}
}

// field counts a field. Where both ends have agreed on it, nothing else ends their list.
func (s *mysqlState) field() {
	if s.left > 0 {
		s.left--
	}
	if s.left > 0 || s.clientUpper&mysqlCapNoEOF == 0 {
		return
	}
	switch {
	case s.phase == mysqlParameters && s.columns > 0:
		s.phase, s.left = mysqlColumns, uint64(s.columns)
	case s.phase == mysqlFields, s.phase == mysqlFieldList:
		s.phase = mysqlRows
	default:
		s.phase = mysqlRequest
	}
}

// mysqlRow reads a row of texts, each with its length.
func mysqlRow(v view) {
	for at := 0; v.left(at) > 0; {
		size, next, null := mysqlNumber(v, at)
		at = next
		if null {
			continue
		}
		if size > uint64(v.size) {
			v.need(at, v.size+1)
		}
		v.need(at, int(size))
		at += int(size)
	}
}

// mysqlNumber reads a number of variable length, and returns the offset behind it.
func mysqlNumber(v view, at int) (number uint64, next int, null bool) {
	switch first := v.u8(at); first {
	case 251:
		return 0, at + 1, true
	case 252:
		return uint64(v.le16(at + 1)), at + 3, false
	case 253:
		return uint64(v.le24(at + 1)), at + 4, false
	case 254:
		return v.le64(at + 1), at + 9, false
	default:
		return uint64(first), at + 1, false
	}
}
