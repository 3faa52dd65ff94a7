package tshark

import (
	"bytes"
	"fmt"
)

// sipWords says "Request: INVITE sip:bob@example.com | " or "Status: 200 OK (INVITE) | ".
func sipWords(s *sentence) bool {
	f := s.d.layer("sip")
	if s.chain[s.chain.last("sip")+1:].has("sdp") {
		s.protocol += "/SDP"
	}
	if s.sayField("Request: ", f, "sip.Method") {
		s.sayField(" ", f, "sip.r-uri")
		s.say(" | ")
		return true
	}
	_, status, found := bytes.Cut(f.get("sip.Status-Line"), []byte{' '}) // behind the version
	if !found {
		return false
	}
	s.say("Status: ", string(status))
	if f.is("sip.Status-Code", 200) && s.sayField(" (", f, "sip.CSeq.method") {
		s.say(")")
	}
	s.say(" | ")
	return true
}

// ftpWords says "Request: RETR robots.txt" or "Response: 200 Type set to I.".
func ftpWords(s *sentence) bool {
	f := s.d.layer("ftp")
	if s.sayField("Request: ", f, "ftp.request.command") {
		s.sayField(" ", f, "ftp.request.arg")
		return true
	}
	code, text := f.queue("ftp.response.code").pop(), f.queue("ftp.response.arg").pop()
	if code == nil {
		return false
	}
	s.say("Response: ", string(code), " ", string(text))
	return true
}

// smtpWords says "C: RCPT To:<bob@example.com> | DATA" or "S: 250 2.1.0 Sender OK".
func smtpWords(s *sentence) bool {
	f := s.d.layer("smtp")
	before := "C: "
	parameters := f.queue("smtp.req.parameter")
	for command := range f.each("smtp.req.command") {
		s.say(before, string(command))
		if parameter := parameters.pop(); len(parameter) > 0 {
			s.say(" ", string(parameter))
		}
		before = " | "
	}
	if before != "C: " {
		return true
	}
	code := f.queue("smtp.response.code").pop()
	if code == nil {
		return false
	}
	texts := f.queue("smtp.rsp.parameter")
	first, next := texts.pop(), texts.pop()
	separator := " "
	if next != nil {
		separator = "-" // of a reply with several lines (RFC 5321, 4.2.1)
	}
	s.say("S: ", string(code), separator, string(first))
	for ; next != nil; next = texts.pop() {
		s.say(" | ", string(next))
	}
	return true
}

func telnetWords(s *sentence) bool {
	s.say("Telnet Data ...")
	return true
}

// dhcpTypes are the message types (RFC 2132, 9.6).
var dhcpTypes = [...]string{1: "Discover", "Offer", "Request", "Decline", "ACK", "NAK", "Release", "Inform"}

// dhcpWords says "DHCP ACK      - Transaction ID 0x3d1e".
func dhcpWords(s *sentence) bool {
	f := s.d.layer("dhcp")
	kind, ok1 := f.number("dhcp.option.dhcp")
	id, ok2 := f.number("dhcp.id")
	if !ok1 || !ok2 || kind == 0 || kind >= uint64(len(dhcpTypes)) {
		return false
	}
	s.say(fmt.Sprintf("DHCP %-8s - Transaction ID 0x%x", dhcpTypes[kind], id))
	return true
}
