package dissect_test

import (
	"encoding/binary"
	"strings"
	"testing"
)

// A talk is what two hosts send each other, as frames of raw IP. The lines of the
// client begin with ">", those of the server with "<".
type talk struct {
	frames []string
	next   map[string]uint32 // sequence numbers by port pair
}

const clientEnds, serverEnds = "\xc0\x00\x02\x01\xc0\x00\x02\x02", "\xc0\x00\x02\x02\xc0\x00\x02\x01"

func ports(source, destination uint16) string {
	return string(binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, source), destination))
}

// ip puts a payload between the hosts.
func (c *talk) ip(ends string, protocol byte, payload string) {
	head := binary.BigEndian.AppendUint16([]byte{0x45, 0}, uint16(20+len(payload)))
	head = binary.BigEndian.AppendUint16(head, uint16(len(c.frames)+1))
	head = append(head, 0x40, 0, 64, protocol, 0, 0)
	c.frames = append(c.frames, string(head)+ends+payload)
}

// udp sends a line between a client's port and a server's.
func (c *talk) udp(client, server uint16, line string) {
	data, pair, ends := line[1:], ports(client, server), clientEnds
	if line[0] == '<' {
		pair, ends = ports(server, client), serverEnds
	}
	c.ip(ends, 17, pair+string(binary.BigEndian.AppendUint16(nil, uint16(8+len(data))))+"\x00\x00"+data)
}

// tcp sends a line as a segment.
func (c *talk) tcp(client, server uint16, line string) {
	if c.next == nil {
		c.next = make(map[string]uint32)
	}
	data, there, back, ends := line[1:], ports(client, server), ports(server, client), clientEnds
	if line[0] == '<' {
		there, back, ends = back, there, serverEnds
	}
	numbers := binary.BigEndian.AppendUint32(nil, c.next[there]+1)
	numbers = binary.BigEndian.AppendUint32(numbers, c.next[back]+1)
	c.ip(ends, 6, there+string(numbers)+"\x50\x18\x10\x00\x00\x00\x00\x00"+data)
	c.next[there] += uint32(len(data))
}

// expect compares the last rows with "Protocol Info".
func (c *talk) expect(t *testing.T, want ...string) {
	t.Helper()
	packets := words(rawIP, c.frames...)
	packets = packets[len(packets)-len(want):]
	for i, p := range packets {
		if got := p.Protocol + " " + p.Info; got != want[i] {
			t.Errorf("row %d: %q, want %q", len(c.frames)-len(want)+i+1, got, want[i])
		}
	}
}

// TestMail follows a mail over segments, through DATA to its end, and authentication
// before it. The words are tshark's, as in all tests of this file.
func TestMail(t *testing.T) {
	var c talk
	for _, line := range []string{
		"<220 hi\r\n", ">EHLO x\r\n", "<250-a\r\n250-b\r\n250 c\r\n", ">AUTH LOGIN\r\n", "<334 VXNl\r\n", ">dXNlcg==\r\n",
		"<334 UGFz\r\n", ">cGFzcw==\r\n", "<235 ok\r\n", ">MAIL FROM:<a>\r\nDATA\r\n", "<354 go\r\n",
		">From: a <a@b>\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=\"zz\"\r\n\r\n--zz\r\nContent-Type: text/plain; a=b\r\n\r\n",
		">hi\r\n--zz--\r\n", ">.\r\n", "<250 q\r\n", ">DATA\r\n", "<354\r\n", ">From: q\r\n\r\none\r\ntwo\r\n.\r\n", ">DATA\r\n",
		"<354 x\r\n", ">.\r\n", ">QUI", ">T\r\n",
	} {
		c.tcp(3001, 25, line)
	}
	c.expect(t, "SMTP S: 220 hi", "SMTP C: EHLO x", "SMTP S: 250-a | b | c", "SMTP C: AUTH LOGIN", "SMTP S: 334 VXNl",
		"SMTP C: User: dXNlcg==", "SMTP S: 334 UGFz", "SMTP C: Pass: cGFzcw==", "SMTP S: 235 ok", "SMTP C: MAIL FROM:<a> | DATA",
		"SMTP S: 354 go", "SMTP C: DATA fragment, 114 bytes", "SMTP C: DATA fragment, 12 bytes",
		"SMTP/IMF from: a <a@b>, subject: x,  (text/plain)", "SMTP S: 250 q", "SMTP C: DATA", "SMTP S: 354",
		"SMTP/IMF from: q, , one  , two  ", "SMTP C: DATA", "SMTP S: 354 x", "SMTP C: .",
		"TCP 3001 → 25 [PSH, ACK] Seq=230 Ack=85 Win=4096 Len=3 [TCP segment of a reassembled PDU]", "SMTP C: QUIT")
}

// TestMailBoxes reads mails with POP and IMAP.
func TestMailBoxes(t *testing.T) {
	var pop, imap talk
	for _, line := range []string{"<+OK hi\r\n", ">RETR 1\r\n", "<+OK 40 octets\r\n", "<From: a\r\nSubject: b\r\n\r\n", "<some text that ends it\r\n.\r\n"} {
		pop.tcp(3005, 110, line)
	}
	pop.expect(t, "POP S: +OK hi", "POP C: RETR 1", "POP S: +OK 40 octets", "POP S: DATA fragment, 23 bytes",
		"POP/IMF from: a, subject: b, , some text that ends it  , .  ")
	for _, line := range []string{"<* OK hi\r\n", ">a2 FETCH 1 (BODY[])\r\n", "<* 1 FETCH (BODY[] {23}\r\nFrom: a\r\n", "<Subject: b\r\n\r\n)\r\na2 OK\r\n",
		"<* a\r\na1 OK done\r\n", "<* 2 FETCH (FLAGS (\\Seen))\r\n"} {
		imap.tcp(3006, 143, line)
	}
	imap.expect(t, "IMAP Response: * OK hi", "IMAP Request: a2 FETCH 1 (BODY[])",
		"TCP 143 → 3006 [PSH, ACK] Seq=10 Ack=22 Win=4096 Len=33 [TCP segment of a reassembled PDU]",
		"IMAP/IMF from: a, subject: b, ", "IMAP Response: a1 OK done", "IMAP Response: * 2 FETCH (FLAGS (\\Seen))")
}

// TestFTP announces data connections in each way, which are then known by what was
// asked for.
func TestFTP(t *testing.T) {
	var c talk
	for _, line := range []string{"<220 b\r\n", ">USER x\r\n", "<227 Entering (192,0,2,2,200,1)\r\n", ">RETR f\r\n", "<229 Ok (|||51300|)\r\n",
		">LIST\r\n"} {
		c.tcp(3007, 21, line)
	}
	c.tcp(3008, 51201, "<data")
	c.tcp(3009, 51300, "<d")
	c.tcp(3007, 21, ">PORT 192,0,2,1,200,2\r\n")
	c.tcp(51202, 20, "<data")
	c.expect(t, "FTP Response: 220 b", "FTP Request: USER x", "FTP Response: 227 Entering (192,0,2,2,200,1)", "FTP Request: RETR f",
		"FTP Response: 229 Ok (|||51300|)", "FTP Request: LIST", "FTP-DATA FTP Data: 4 bytes (PASV) (RETR f)",
		"FTP-DATA FTP Data: 1 bytes (EPASV) (LIST)", "FTP Request: PORT 192,0,2,1,200,2", "FTP-DATA FTP Data: 4 bytes (PORT)")
}

func TestTFTP(t *testing.T) {
	var c talk
	c.udp(4000, 69, ">\x00\x01a.txt\x00octet\x00blksize\x00600\x00")
	c.udp(4000, 5000, "<\x00\x06blksize\x00600\x00")
	c.udp(4000, 5000, "<\x00\x03\x00\x01"+strings.Repeat("x", 600))
	c.udp(4000, 5000, ">\x00\x04\x00\x01")
	c.udp(4000, 5000, "<\x00\x03\x00\x02x")
	c.udp(4000, 5000, ">\x00\x05\x00\x01no\x00")
	c.expect(t, "TFTP Read Request, File: a.txt, Transfer type: octet, blksize=600", "TFTP Option Acknowledgement, blksize=600",
		"TFTP Data Packet, Block: 1", "TFTP Acknowledgement, Block: 1", "TFTP Data Packet, Block: 2 (last)",
		"TFTP Error Code, Code: File not found, Message: no")
}

// TestServices words messages that need no others.
func TestServices(t *testing.T) {
	boot := "\x01\x01\x06\x00\x12\x34\x56\x78" + strings.Repeat("\x00", 228)
	netbios := "\x00\x07\x01\x10\x00\x01\x00\x00\x00\x00\x00\x00\x20" + "FEFFFDCACACACACACACACACACACACAAA" + "\x00\x00\x20\x00\x01"
	variables := func(pdu string) string {
		message := "\x02\x01\x01\x04\x01p" + pdu
		return "\x30" + string(rune(len(message))) + message
	}
	for _, c := range []struct {
		port uint16
		data string
		want string
	}{
		{161, variables("\xa1\x14\x02\x01\x01\x02\x01\x00\x02\x01\x00\x30\x09\x30\x07\x06\x03\x2b\x06\x01\x05\x00"), "SNMP get-next-request 1.3.6.1"},
		{162, variables("\xa4\x16\x06\x03\x2b\x06\x01\x40\x04abcd\x02\x01\x06\x02\x01\x01\x43\x01\x01\x30\x00"), "SNMP trap iso.3.6.1"},
		{161, "\x30\x10\x02", "UDP 4001 → 161 Len=3"},
		{123, "\x1b" + strings.Repeat("\x00", 47), "NTP NTP Version 3, client"},
		{123, "\x17\x00\x03\x2a\x00\x00\x00\x00", "NTP NTP Version 2, private, Request, MON_GETLIST_1"},
		{123, "\x1b", "NTP NTP Version 3, client[Malformed Packet]"},
		{67, boot + "\x63\x82\x53\x63\x35\x01\x05\xff", "DHCP DHCP ACK      - Transaction ID 0x12345678"},
		{67, boot + "\x63\x82\x53\x63\xff", "BOOTP Boot Request from 00:00:00:00:00:00 (00:00:00:00:00:00)"},
		{67, boot + "\x63\x82\x53\x63\x35\x01\x05\x37\x20a", "DHCP DHCP ACK      - Transaction ID 0x12345678[Malformed Packet]"},
		{547, "\x0c\x00" + strings.Repeat("\x00", 32) + "\x00\x09\x00\x0a\x01\x00\x00\x07\x00\x01\x00\x02ab",
			"DHCPv6 Relay-forw L: :: Solicit XID: 0x000007 CID: 6162 "},
		{137, netbios, "NBNS Name query NB TUS<00>"},
		{514, "<165>hello\n", `Syslog LOCAL4.NOTICE: hello\n`},
		{514, "<16", "Syslog [Malformed Packet]"},
	} {
		var one talk
		one.udp(4001, c.port, ">"+c.data)
		one.expect(t, c.want)
	}
}

func TestRADIUS(t *testing.T) {
	var c talk
	request, challenge, accept := "\x01\x05\x00\x14", "<\x0b\x05\x00\x14"+strings.Repeat("b", 16), "<\x02\x05\x00\x14"+strings.Repeat("b", 16)
	for _, line := range []string{">" + request + strings.Repeat("a", 16), ">" + request + strings.Repeat("a", 16), challenge, accept, accept,
		">" + request + strings.Repeat("c", 16)} {
		c.udp(3000, 1812, line)
	}
	c.expect(t, "RADIUS Access-Request id=5", "RADIUS Access-Request id=5, Duplicate Request", "RADIUS Access-Challenge id=5",
		"RADIUS Access-Accept id=5", "RADIUS Access-Accept id=5, Duplicate Response", "RADIUS Access-Request id=5")
}

// TestFramed cuts messages that have no words of their own, and those of Diameter.
func TestFramed(t *testing.T) {
	var c talk
	c.tcp(3011, 88, ">\x00\x00\x00\x06ab")
	c.tcp(3011, 88, ">cdef")
	c.expect(t, "TCP [TCP segment of a reassembled PDU]", "TCP 3011 → 88 [PSH, ACK] Seq=7 Ack=1 Win=4096 Len=4")
	var d talk
	message := "\x01\x00\x00\x24\x80\x00\x01\x01\x00\x00\x00\x00\x00\x00\x12\x34\x00\x00\xab\xcd" + strings.Repeat("\x00\x00\x01\x08\x40\x00\x00\x08", 2)
	d.tcp(3012, 3868, ">"+message+message)
	d.tcp(3012, 3868, ">junkjunk")
	words := "cmd=Capabilities-Exchange Request(257) flags=R--- appl=Diameter Common Messages(0) h2h=1234 e2e=abcd | "
	d.expect(t, "DIAMETER "+words+words, "DIAMETER Continuation")
}
