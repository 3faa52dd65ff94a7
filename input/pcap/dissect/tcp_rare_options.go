package dissect

// quickStartRates are those of RFC 4782 3.1.
var quickStartRates = [16]string{
	"0 bit/s", "80 Kbit/s", "160 Kbit/s", "320 Kbit/s", "640 Kbit/s", "1.28 Mbit/s", "2.56 Mbit/s", "5.12 Mbit/s", "10.24 Mbit/s",
	"20.48 Mbit/s", "40.96 Mbit/s", "81.92 Mbit/s", "163.84 Mbit/s", "327.68 Mbit/s", "655.36 Mbit/s", "1.31072 Gbit/s",
}

// rareOption writes an option that few hosts send.
func (p *packet) rareOption(kind byte, v view) {
	switch {
	case (kind == optionEcho || kind == optionEchoReply) && v.size == 4:
		p.addInfoUint(" ECHO=", uint64(v.u32(0)))
	case (kind == optionCC || kind == optionCCNew || kind == optionCCEcho) && v.size == 4:
		p.addInfoUint(" CC=", uint64(v.u32(0)))
	case kind == optionMD5:
		p.addInfo(" MD5")
	case kind == optionSCPS && v.size == 2:
		p.spaceOption(v.u8(0), v.u8(1))
	case kind == optionQuickStart && v.size == 6:
		p.addInfo(" QSresp=" + quickStartRates[v.u8(0)&0xf])
	case kind == optionUserTimeout && v.size == 2:
		p.addInfoUint(" USER_TO=", uint64(v.u16(0)&0x7fff))
	case kind == optionAO:
		p.addInfo("TCP AO")
	}
}

// experimentalOption writes an option that begins with an identifier (RFC 6994).
func (p *packet) experimentalOption(v view) {
	const (
		ackRate   = 0x00ac // draft-gomez-tcpm-ack-rate-request
		accECN0   = 0xacc0
		accECN1   = 0xacc1
		fastOpen  = 0xf989 // RFC 7413 4.1.1
		rateShift = 1
	)
	if v.size < 2 {
		return
	}
	id, rest := v.u16(0), v.from(2)
	switch {
	case id == ackRate && rest.size == 0:
		p.addInfo(" TARR")
	case id == ackRate && rest.size == 1:
		p.addInfoUint(" TARR=", uint64(rest.u8(0)>>rateShift))
	case id == ackRate:
	case id == accECN0, id == accECN1:
		p.accurateECN(id == accECN0, rest)
	case id == fastOpen:
		p.fastOpen(rest.size)
	default:
		p.addInfof(" ExID=%X", id)
	}
}

// fastOpen is RFC 7413: a cookie, or a request for one.
func (p *packet) fastOpen(cookie int) {
	if cookie == 0 {
		p.addInfo(" TFO=R")
	} else {
		p.addInfo(" TFO=C")
	}
}

// accurateECN writes up to three counters of bytes (draft-ietf-tcpm-accurate-ecn 3.2.3),
// in one of two orders.
func (p *packet) accurateECN(order0 bool, v view) {
	names := [...]string{" EE0B=", " ECEB=", " EE1B="}
	if !order0 {
		names[0], names[2] = names[2], names[0]
	}
	switch v.size {
	case 0:
		p.addInfo(" AccECN")
	case 3, 6, 9:
		for i := range v.size / 3 {
			p.addInfoUint(names[i], uint64(v.u24(3*i)))
		}
	}
}

// spaceOption writes what a host can do of SCPS (CCSDS 714.0-B-2 3.2.3).
func (p *packet) spaceOption(capabilities, connection byte) {
	if capabilities != 0 {
		separator := " SCPS["
		for i, name := range [...]string{"BETS", "SNACK1", "SNACK2", "COMP", "NLTS", "RESERVED"} {
			mask := byte(0x80) >> i
			if name == "RESERVED" {
				mask = 7
			}
			if capabilities&mask != 0 {
				p.addInfo(separator + name)
				separator = ", "
			}
		}
		p.addInfo("]")
	}
	if connection != 0 {
		p.addInfoUint(" Connection ID=", uint64(connection))
	}
}
