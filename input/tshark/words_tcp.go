package tshark

import (
	"math"

	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/seq"
)

// tcpFacts fills in what the TCP layer tells.
func tcpFacts(p *seq.Packet, f facts) {
	const anyFlag = 0x1ff // above are bits without meaning (RFC 9293, 3.1)
	if n, ok := f.number("tcp.flags"); ok {
		p.Flags, p.Known = seq.TCPFlags(n&anyFlag), p.Known|seq.KnowsFlags
	}
	if n, ok := f.number("tcp.seq"); ok && n <= math.MaxUint32 {
		p.Seq, p.Known = uint32(n), p.Known|seq.KnowsSeq
	}
	if n, ok := f.number("tcp.ack"); ok && n <= math.MaxUint32 && p.Flags&seq.FlagACK != 0 {
		p.Ack, p.Known = uint32(n), p.Known|seq.KnowsAck
	}
	if n, ok := f.number("tcp.len"); ok && n <= math.MaxInt32 {
		p.Payload, p.Known = int(n), p.Known|seq.KnowsPayload
	}
}

// analysisMarks are the fields of TCP's analysis and what they put at the head of
// Info (tcp_print_sequence_number_analysis in Wireshark's packet-tcp.c).
var analysisMarks = map[string]struct {
	text string
	mark seq.Marks
}{
	"tcp.analysis.reused_ports":            {"TCP Port numbers reused", seq.PortNumbersReused},
	"tcp.analysis.retransmission":          {"TCP Retransmission", seq.Retransmission},
	"tcp.analysis.fast_retransmission":     {"TCP Fast Retransmission", seq.FastRetransmission},
	"tcp.analysis.spurious_retransmission": {"TCP Spurious Retransmission", seq.SpuriousRetransmission},
	"tcp.analysis.out_of_order":            {"TCP Out-Of-Order", seq.OutOfOrder},
	"tcp.analysis.lost_segment":            {"TCP Previous segment not captured", seq.PreviousSegmentNotCaptured},
	"tcp.analysis.ack_lost_segment":        {"TCP ACKed unseen segment", seq.ACKedUnseenSegment},
	"tcp.analysis.window_update":           {"TCP Window Update", seq.WindowUpdate},
	"tcp.analysis.window_full":             {"TCP Window Full", seq.WindowFull},
	"tcp.analysis.keep_alive":              {"TCP Keep-Alive", seq.KeepAlive},
	"tcp.analysis.keep_alive_ack":          {"TCP Keep-Alive ACK", seq.KeepAliveACK},
	"tcp.analysis.duplicate_ack_frame":     {"TCP Dup ACK", seq.DupACK},
	"tcp.analysis.zero_window_probe":       {"TCP ZeroWindowProbe", seq.ZeroWindowProbe},
	"tcp.analysis.zero_window":             {"TCP ZeroWindow", seq.ZeroWindow},
	"tcp.analysis.zero_window_probe_ack":   {"TCP ZeroWindowProbeAck", seq.ZeroWindowProbeACK},
}

// marksOf returns the marks of the TCP layer.
func marksOf(f facts) (marks seq.Marks) {
	for i := range f.fields {
		marks |= analysisMarks[f.fields[i].name].mark
	}
	if marks.Has(seq.FastRetransmission | seq.SpuriousRetransmission) {
		marks &^= seq.Retransmission // is implied, and not in Info
	}
	return marks
}

// appendMarks appends the marks of the TCP layer. Wireshark puts each before those
// that it made before, so the last field stands first.
func appendMarks(info []byte, f facts) []byte {
	marks := marksOf(f)
	for i := len(f.fields) - 1; i >= 0; i-- {
		name := f.fields[i].name
		known := analysisMarks[name]
		if !marks.Has(known.mark) {
			continue
		}
		info = append(append(info, '['), known.text...)
		if name == "tcp.analysis.duplicate_ack_frame" {
			info = append(append(info, ' '), f.get(name)...)
			info = append(append(info, '#'), f.get("tcp.analysis.duplicate_ack_num")...)
		}
		info = append(info, "] "...)
	}
	return info
}

// tcpWords says "39564 → 3128 [SYN] Seq=0 Win=64240 Len=0 MSS=1460".
func tcpWords(s *sentence) bool {
	f := s.d.layer("tcp")
	flags, ok := f.number("tcp.flags")
	if !ok || !s.sayPorts(f, "tcp") {
		return false
	}
	s.say(" [")
	s.sayFlags(flags)
	s.say("]")
	s.sayField(" Seq=", f, "tcp.seq")
	if flags&uint64(seq.FlagACK) != 0 {
		s.sayField(" Ack=", f, "tcp.ack")
	}
	s.sayField(" Win=", f, "tcp.window_size")
	if flags&uint64(seq.FlagURG) != 0 {
		s.sayField(" Urg=", f, "tcp.urgent_pointer")
	}
	s.sayField(" Len=", f, "tcp.len")
	s.sayOptions(f)
	if f.has("tcp.segment_data") && !marksOf(f).Has(seq.AnyRetransmission) {
		s.say(" [TCP segment of a reassembled PDU]")
		s.packet.Marks |= seq.ReassembledPDU
	}
	return true
}

// sayPorts appends "39564 → 3128".
func (s *sentence) sayPorts(f facts, protocol string) bool {
	return s.sayField("", f, protocol+".srcport") && s.sayField(" → ", f, protocol+".dstport")
}

func (s *sentence) sayFlags(flags uint64) {
	if flags == 0 {
		s.say("<None>")
	}
	separator := ""
	for i, name := range column.FlagNames {
		if flags&(1<<i) != 0 {
			s.say(separator, name)
			separator = ", "
		}
	}
	if flags>>len(column.FlagNames) != 0 {
		s.say(separator, "Reserved")
	}
}

// optionTexts are what Info shows of the TCP options.
var optionTexts = map[string]string{
	"tcp.options.mss_val":           " MSS=",
	"tcp.options.timestamp.tsval":   " TSval=",
	"tcp.options.timestamp.tsecr":   " TSecr=",
	"tcp.options.wscale.multiplier": " WS=",
}

// sayOptions appends the TCP options in their order, such as " MSS=1460 SACK_PERM".
func (s *sentence) sayOptions(f facts) {
	left, right := f.queue("tcp.options.sack_le"), f.queue("tcp.options.sack_re")
	for i := range f.fields {
		switch name := f.fields[i].name; name {
		case "tcp.options.sack_perm":
			s.say(" SACK_PERM")
		case "tcp.options.tfo.request":
			s.say(" TFO=R")
		case "tcp.options.tfo.cookie":
			s.say(" TFO=C")
		case "tcp.options.sack_le":
			s.say(" SLE=")
			s.info = append(s.info, left.pop()...)
			s.say(" SRE=")
			s.info = append(s.info, right.pop()...)
		default:
			if text, ok := optionTexts[name]; ok {
				s.say(text)
				s.info = append(s.info, f.d.bytes(f.fields[i].extent)...)
			}
		}
	}
}
