package dissect

import "github.com/packetseq/packetseq/seq"

// Kinds of TCP options (IANA, "TCP Parameters").
const (
	optionEnd           = 0
	optionNop           = 1
	optionMSS           = 2
	optionWindowScale   = 3
	optionSACKPermitted = 4
	optionSACK          = 5
	optionEcho          = 6
	optionEchoReply     = 7
	optionTimestamps    = 8
	optionCC            = 11
	optionCCNew         = 12
	optionCCEcho        = 13
	optionMD5           = 19
	optionSCPS          = 20
	optionQuickStart    = 27
	optionUserTimeout   = 28
	optionAO            = 29
	optionMPTCP         = 30
	optionFastOpen      = 34
	optionAccECN0       = 172
	optionAccECN1       = 174
	optionExperimental1 = 253
	optionExperimental2 = 254
)

// maxScale is the largest shift of a window (RFC 7323 2.3).
const maxScale = 14

// tcpOptions writes what the options tell, in their order.
func (p *packet) tcpOptions(a *tcpAnalysis, s *tcpSegment, v view) {
	options := v.data[min(tcpMinHeader, len(v.data)):min(s.header, len(v.data))]
	for len(options) > 0 && options[0] != optionEnd {
		if options[0] == optionNop {
			options = options[1:]
			continue
		}
		if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
			break
		}
		p.tcpOption(a, s, options[0], viewOf(options[2:options[1]]))
		options = options[options[1]:]
	}
	v.need(0, s.header)
	if s.has(seq.FlagSYN) {
		a.settleScale(s.has(seq.FlagACK))
	}
}

func (p *packet) tcpOption(a *tcpAnalysis, s *tcpSegment, kind byte, v view) {
	switch {
	case kind == optionMSS && v.size == 2:
		p.addInfoUint(" MSS=", uint64(v.u16(0)))
	case kind == optionWindowScale && v.size == 1:
		scale := min(v.u8(0), maxScale)
		p.addInfoUint(" WS=", 1<<scale)
		if s.has(seq.FlagSYN) {
			a.fwd.scale = int8(scale)
		}
	case kind == optionSACKPermitted:
		p.addInfo(" SACK_PERM")
	case kind == optionSACK:
		p.sackBlocks(a, v)
	case kind == optionTimestamps && v.size == 8:
		p.addInfoUint(" TSval=", uint64(v.u32(0)))
		p.addInfoUint(" TSecr=", uint64(v.u32(4)))
	case kind == optionMPTCP:
		p.multipath(v)
	case kind == optionFastOpen:
		p.fastOpen(v.size)
	case kind == optionAccECN0, kind == optionAccECN1:
		p.accurateECN(kind == optionAccECN0, v)
	case kind == optionExperimental1, kind == optionExperimental2:
		p.experimentalOption(v)
	default:
		p.rareOption(kind, v)
	}
}

// sackBlocks writes the edges of RFC 2018, relative like the acknowledgement.
func (p *packet) sackBlocks(a *tcpAnalysis, v view) {
	for at := 0; at < v.size; at += 8 {
		v.need(at, 8)
		p.addInfoUint(" SLE=", uint64(v.u32(at)-a.rev.base))
		p.addInfoUint(" SRE=", uint64(v.u32(at+4)-a.rev.base))
	}
}

// settleScale decides whether windows are scaled: only if both SYNs say so (RFC 7323 2.2).
func (a *tcpAnalysis) settleScale(isSYNACK bool) {
	switch {
	case a.fwd.scale == scaleUnknown:
		a.fwd.scale, a.rev.scale = scaleNone, scaleNone
	case isSYNACK && a.rev.scale == scaleNone:
		a.fwd.scale = scaleNone
	}
}
