package dissect

// Flags of a data sequence signal (RFC 8684 3.3).
const (
	dssAck         = 1
	dssLongAck     = 2
	dssMapping     = 4
	dssLongMapping = 8
)

// multipath is the option of Multipath TCP (RFC 8684). It gives the packet its protocol,
// and no words; what it must have is looked for, as one that is too short is malformed.
func (p *packet) multipath(v view) {
	const capable, signal, addAddress, fail, fastClose, reset = 0, 2, 3, 6, 7, 8
	p.setProtocol("MPTCP")
	switch v.u8(0) >> 4 {
	case capable, addAddress, reset:
		v.need(0, 2)
	case fail, fastClose:
		v.need(0, 10)
	case signal:
		v.need(0, dssLength(v.u8(1)))
	}
}

// dssLength returns how long a data sequence signal with these flags is, without checksum.
func dssLength(flags byte) int {
	size := 2
	if flags&dssAck != 0 {
		size += 4
		if flags&dssLongAck != 0 {
			size += 4
		}
	}
	if flags&dssMapping != 0 {
		size += 10
		if flags&dssLongMapping != 0 {
			size += 4
		}
	}
	return size
}
