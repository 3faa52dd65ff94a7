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
		return true
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
	v.needAll()
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
		rest.needAll()
		panic(malformed)
	}
	return rest.data[:end], at + end + 1
}

// zeroEndedOrLast is zeroEnded, but the last text needs no zero.
func zeroEndedOrLast(v view, at int) (text []byte, next int) {
	rest := v.from(at)
	if end := bytes.IndexByte(rest.data, 0); end >= 0 {
		return rest.data[:end], at + end + 1
	}
	rest.needAll()
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
