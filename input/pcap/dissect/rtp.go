package dissect

import (
	"fmt"
	"strconv"
	"strings"
)

// rtpMedia is what was announced of a stream.
type rtpMedia struct {
	names  map[uint8]string // of dynamic payload types
	secure bool             // RFC 3711
	tag    int              // length of what authenticates a packet
}

// rtpState is what is kept of a conversation of RTP.
type rtpState struct{ media *rtpMedia }

const (
	rtpDynamic = 96 // the first payload type that is not fixed (RFC 3551 3)

	// Where a payload type is not announced, these two are taken for telephone events.
	rtpEventsFirst, rtpEventsLast = 100, 101
)

// rtp is RFC 3550 5.1. What is not of version 2 may be STUN, DTLS or the like on the
// same port (RFC 7983): then the words are left to those that look at the payload.
func rtp(p *packet, v view) bool {
	media := state[rtpState](p).media
	first := v.u8(0)
	if version := first >> 6; version != 2 {
		p.setProtocol("RTP")
		p.setInfo("Unknown RTP version " + strconv.Itoa(int(version)))
		return false
	}
	second := v.u8(1)
	kind := second & 0x7f
	if second&0x80 != 0 && kind >= 64 && kind <= 95 { // RFC 5761 4
		return rtcp(p, v)
	}
	number, time, source := v.u16(2), v.u32(4), v.u32(8)
	p.setProtocol("RTP")
	if media != nil && media.secure {
		p.setProtocol("SRTP")
	}
	name := ""
	if media != nil && kind >= rtpDynamic {
		name = media.names[kind]
	}
	p.rtpInfo(name, kind, source)
	p.addInfoUint(", Seq=", uint64(number))
	p.addInfoUint(", Time=", uint64(time))
	if second&0x80 != 0 {
		p.addInfo(", Mark")
	}
	if media == nil || !media.secure {
		p.rtpPayload(name, kind, first, v)
	}
	return true
}

// rtpInfo writes "PT=ITU-T G.711 PCMU, SSRC=0x1234ABCD".
func (p *packet) rtpInfo(name string, kind byte, source uint32) {
	if !p.writes() {
		return
	}
	p.clearInfo()
	p.addInfo("PT=")
	if name == "" {
		name = rtpPayloadName(kind)
	}
	p.addInfo(name)
	p.addInfo(", SSRC=0x")
	const digits = "0123456789ABCDEF"
	for shift := 28; shift >= 0; shift -= 4 {
		if rest := source >> shift; rest != 0 || shift == 0 {
			p.info = append(p.info, digits[rest&15])
		}
	}
}

func rtpPayloadName(kind byte) string {
	switch {
	case kind >= rtpDynamic:
		return "DynamicRTP-Type-" + strconv.Itoa(int(kind))
	case int(kind) < len(rtpPayloadNames) && rtpPayloadNames[kind] != "":
		return rtpPayloadNames[kind]
	case kind >= 72 && kind <= 76:
		return "Reserved for RTCP conflict avoidance"
	}
	return "Unassigned"
}

// rtpPayload words telephone events (RFC 4733 2.3), and names those codecs that
// Wireshark names as protocols.
func (p *packet) rtpPayload(name string, kind, first byte, v view) {
	event := name == "" && kind >= rtpEventsFirst && kind <= rtpEventsLast ||
		strings.EqualFold(name, "telephone-event") || strings.EqualFold(name, "X-NSE")
	codec, known := rtpCodecs[kind]
	if strings.EqualFold(name, "opus") {
		codec, known = rtpCodec{"OPUS", ""}, true
	}
	if !event && !known {
		return
	}
	at := 12 + 4*int(first&15)
	if first&0x10 != 0 {
		at += 4 + 4*int(v.u16(at+2))
	}
	switch {
	case v.left(at) == 0:
	case event:
		p.rtpEvent(v, at)
	default:
		p.setProtocol(codec.protocol)
		if codec.info != "" {
			p.setInfo(codec.info)
		}
	}
}

// An rtpCodec is a payload that Wireshark names as a protocol of its own.
type rtpCodec struct{ protocol, info string }

var rtpCodecs = map[byte]rtpCodec{
	4: {"G.723.1", ""}, 26: {"JPEG", "JPEG message"}, 31: {"H.261", "H.261 message"}, 32: {"MPEG-1", "MPEG-1 message"},
}

func (p *packet) rtpEvent(v view, at int) {
	p.setProtocol("RTP EVENT")
	p.clearInfo()
	event := v.u8(at)
	text := rtpEventNames[event]
	if text == "" {
		text = fmt.Sprintf("Unknown (%d)", event)
	}
	p.setInfo("Payload type=RTP Event, " + text)
	ends := v.u8(at+1)&0x80 != 0
	v.need(at+2, 2)
	if ends {
		p.addInfo(" (end)")
	}
}
