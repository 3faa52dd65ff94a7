package dissect_test

import (
	"encoding/binary"
	"testing"

	"github.com/packetseq/packetseq/input/pcap/dissect"
	"github.com/packetseq/packetseq/input/pcap/frame"
	"github.com/packetseq/packetseq/seq"
)

const (
	server = "\xc0\x00\x02\x02"
	client = "\xc0\x00\x02\x01"
)

// tcpSegments are the frames of a connection to a port, from its handshake on.
// Each segment begins with C or S: the client or the server sends it.
func tcpSegments(port uint16, segments ...string) (frames []string) {
	next := map[byte]uint32{'C': 1000, 'S': 5000}
	send := func(from byte, flags byte, data string) {
		to, ends, ports := byte('S'), client+server, []uint16{40000, port}
		if from == 'S' {
			to, ends, ports = 'C', server+client, []uint16{port, 40000}
		}
		head := []byte("\x45\x00\x00\x00\x00\x01\x00\x00\x40\x06\x00\x00" + ends)
		binary.BigEndian.PutUint16(head[2:], uint16(40+len(data)))
		head = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(head, ports[0]), ports[1])
		head = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(head, next[from]), next[to])
		head = append(head, 0x50, flags, 0x20, 0, 0, 0, 0, 0)
		frames = append(frames, string(head)+data)
		next[from] += uint32(len(data)) + uint32(flags>>1&1)
	}
	send('C', 0x02, "")
	send('S', 0x12, "")
	send('C', 0x10, "")
	for _, s := range segments {
		send(s[0], 0x18, s[1:])
	}
	return frames
}

// datagram is a UDP datagram of the client.
func datagram(port uint16, data string) string {
	head := []byte("\x45\x00\x00\x00\x00\x01\x00\x00\x40\x11\x00\x00" + client + server + "\x9c\x40\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(head[2:], uint16(28+len(data)))
	binary.BigEndian.PutUint16(head[22:], port)
	binary.BigEndian.PutUint16(head[24:], uint16(8+len(data)))
	return string(head) + data
}

// lines are Protocol and Info of frames.
func lines(frames []string) (lines []string) {
	for _, p := range words(rawIP, frames...) {
		lines = append(lines, p.Protocol+" "+p.Info)
	}
	return lines
}

// TestTCPProtocols has segments and what tshark 4.0.17 says of them.
func TestTCPProtocols(t *testing.T) {
	const more = " [TCP segment of a reassembled PDU]"
	for _, c := range []struct {
		name     string
		port     uint16
		segments []string
		want     []string
	}{
		{"redis", 6379, []string{
			"C*2\r\n$3\r\nGET\r\n$5\r\nhel", "Clo\r\n", "S:12\r\n+OK\r\n-ERR x\r\n$-1\r\n", "S*2\r\n$3\r\nfoo\r\n$1\r\nb\r\n", "CPING\r\n",
		}, []string{"TCP Request: GET [continuation]" + more, "RESP Request: GET hello", "RESP Response: 12 OK Error: ERR x", "RESP Response: Array(2)",
			"RESP Request: [fragment]"}},
		{"mqtt 5", 1883, []string{
			"C\x10\x10\x00\x04MQTT\x05\x02\x00\x3c\x00\x00\x03abc", "C\x30\x0a\x00\x01t\x03\x23\x00\x07hi!\x30",
			"C\x08\x00\x00\x03\x23\x00\x07hi", "C\x82\x0b\x00\x02\x00\x00\x01a\x00\x00\x01b\x00", "S\xe0\x02\x8e\x00",
		}, []string{"MQTT Connect Command", "MQTT Publish Message [t]", "MQTT Publish Message [t]", "MQTT Subscribe Request (id=2) [a] [b]",
			"MQTT Disconnect Req"}},
		{"modbus", 502, []string{
			"C\x00\x01\x00\x00\x00\x06\x01\x03\x00\x00\x00\x01", "S\x00\x01\x00\x00\x00\x03\x01\x83\x02", "C\x00\x01\x00\x00\x00\x02\x01\x05",
			"C\x00\x01\x00\x00\x00\x05\x01\x2b\x0e\x01\x00",
		}, []string{"Modbus/TCP    Query: Trans:     1; Unit:   1, Func:   3: Read Holding Registers",
			"Modbus/TCP Response: Trans:     1; Unit:   1, Func:   3: Read Holding Registers. Exception returned ",
			"Modbus/TCP    Query: Trans:     1; Unit:   1, Func:   5: Write Single Coil[Malformed Packet]",
			"Modbus/TCP    Query: Trans:     1; Unit:   1, Func:  43/  1: Read Device Identification"}},
		{"mysql", 3306, []string{
			"S\x19\x00\x00\x00\x0a5.5.5-10.1-M\x00\x01\x00\x00\x00salt\x00\x08\x82",
			"C\x27\x00\x00\x01\x08\x82\x00\x00\x00\x00\x00\x00\x21" + string(make([]byte, 23)) + "me\x00\x00db\x00",
			"S\x07\x00\x00\x02\x00\x00\x00\x02\x00\x00\x00", "C\x09\x00\x00\x00\x03SELECT 1",
			"S\x01\x00\x00\x01\x01\x02\x00\x00\x02\x01a\x05\x00\x00\x03\xfe\x00\x00\x02\x00\x02\x00\x00\x04\x011",
			"S\x0a\x00\x00\x01\xff\x48\x04#HY000!",
		}, []string{"MySQL Server Greeting  proto=10 version=10.1-M ", "MySQL Login Request user=me db=db ", "MySQL Response  OK ", "MySQL Request Query",
			"MySQL Response TABULAR Response ", "MySQL Response  Error 1096 "}},
		{"postgresql", 5432, []string{
			"C\x00\x00\x00\x08\x04\xd2\x16\x2f", "SN", "CQ\x00\x00\x00\x0dSELECT", "C 1\x00", "SR\x00\x00\x00\x08\x00\x00\x00\x00Z\x00\x00\x00\x05I",
		}, []string{"PGSQL >", "PGSQL <", "TCP >" + more, "PGSQL >Q", "PGSQL <R/Z"}},
		{"amqp 0-9", 5672, []string{
			"CAMQP\x01\x01\x00\x09", "C\x01\x00\x01\x00\x00\x00\x0c\x00\x3c\x00\x28\x00\x00\x01x\x02rk\x00\xce",
			"C\x02\x00\x01\x00\x00\x00\x19\x00\x3c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x05\x80\x00\x0atext/plain\xce\x03\x00\x01\x00\x00\x00\x02hi\xce",
		}, []string{"AMQP Protocol-Header 1-0-9", "AMQP Basic.Publish x=x rk=rk ", "AMQP Content-Header type=text/plain Content-Body  (text/plain)"}},
		{"amqp 1.0", 5672, []string{
			"CAMQP\x03\x01\x00\x00", "S\x00\x00\x00\x10\x02\x01\x00\x00\x00\x53\x41\xc0\x03\x01\xa3\x00\x00\x00\x00\x08\x02\x00\x00\x00",
		}, []string{"AMQP Protocol-Header 1-0-0 ", "AMQP sasl.init (empty)"}},
	} {
		got := lines(tcpSegments(c.port, c.segments...))[3:]
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: segment %d: %q, want %q", c.name, i+1, got[i], c.want[i])
			}
		}
	}
}

// TestIPsecAndWireGuard has datagrams and what tshark 4.0.17 says of them.
func TestIPsecAndWireGuard(t *testing.T) {
	for _, c := range []struct {
		port       uint16
		data, want string
	}{
		{4500, "\xff", "UDPENCAP NAT-keepalive"},
		{4500, "\x12\x34\x56\x78\x00\x00\x00\x01z", "ESP ESP (SPI=0x12345678)"},
		{4500, "\x00\x00\x00\x00iiiiiiiirrrrrrrr\x84\x10\x04\x00\x00\x00\x00\x00\x00\x00\x00\x28\x00\x00\x00\x0c\x00\x01\x01\x00abcd",
			"ISAKMP Aggressive (Message fragment 1)"},
		{500, "iiiiiiiirrrrrrrr\x00\x20\x23\x20\x00\x00\x00\x07\x00\x00\x00\x1c", "ISAKMP IKE_AUTH MID=07 Responder Response"},
		{500, "abc", "ISAKMP "},
		{51820, "\x02\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00" + string(make([]byte, 80)),
			"WireGuard Handshake Response, sender=0x00000001, receiver=0x00000002"},
		{51820, "\x04\x00\x00\x00\x01\x00\x00\x00\x07" + string(make([]byte, 23)), "WireGuard Keepalive, receiver=0x00000001, counter=7"},
	} {
		if got := lines([]string{datagram(c.port, c.data)})[0]; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestSnappedMessages has a segment of two messages, cut within the first or right
// behind it: the words say once that there was more, and only where Wireshark's do.
func TestSnappedMessages(t *testing.T) {
	data := tcpSegments(5432, "CQ\x00\x00\x00\x0dSELECT 1\x00S\x00\x00\x00\x04")[3]
	for lost, want := range map[int]string{
		0: ">Q/S", 5: ">Q[Packet size limited during capture]", 6: ">Q[Packet size limited during capture]",
	} {
		p := seq.Packet{Number: 1}
		dissect.New().Dissect(&frame.Frame{Link: rawIP, Length: len(data), Data: []byte(data[:len(data)-lost])}, &p)
		if p.Info != want {
			t.Errorf("%d bytes lost: %q, want %q", lost, p.Info, want)
		}
	}
}
