// Package column knows what the columns of a packet list hold, by their titles or
// by the names of Wireshark's fields, and how their texts become a packet.
package column

import (
	"maps"
	"slices"
	"strings"

	"github.com/packetseq/packetseq/input/stamp"
	"github.com/packetseq/packetseq/seq"
)

// A Field is a fact of a packet that a column can hold, named as Wireshark's
// display filters do.
type Field struct {
	// Set takes the text of a cell, which is not empty unless required, into a
	// packet. It is nil for a time, and for Info (see SetInfo).
	Set  func(r *Row, text string) error
	Kind stamp.Kind // of a time

	// rank orders columns that say the same: the later word counts. Of several
	// times only that of the highest rank is read.
	rank int

	Address  bool // tells one end of a packet, or both
	Info     bool // is Info, which Set is not for
	Required bool // a row whose cell is empty is a bad one
}

// The ranks of fields. What was read from Info gives way to a column of its own,
// a field to the column that Wireshark itself would show, and all to what the
// user names (rankCustom is added), but that Info is read first in any case.
const (
	rankInfo   = -2 * rankCustom
	rankPair   = 1 // a field of both ends
	rankField  = 2
	rankColumn = 3
	rankCustom = 100
)

// fields are all fields, by their names in lower case.
var fields = map[string]Field{
	"frame.number": {Set: setNumber, rank: rankColumn, Required: true},

	"frame.time_epoch":           {Kind: stamp.Epoch, rank: 5},
	"frame.time":                 {rank: 4},
	"_ws.col.time":               {rank: 3},
	"frame.time_relative":        {Kind: stamp.Elapsed, rank: 2},
	"frame.time_delta":           {Kind: stamp.Delta, rank: 1},
	"frame.time_delta_displayed": {Kind: stamp.Delta},

	"_ws.col.source":      {Set: text(func(p *seq.Packet) *string { return &p.Source }), rank: rankColumn, Address: true},
	"_ws.col.destination": {Set: text(func(p *seq.Packet) *string { return &p.Destination }), rank: rankColumn, Address: true},
	"ip.src":              {Set: set(func(r *Row) *string { return &r.ip[0] }), rank: rankField, Address: true},
	"ip.dst":              {Set: set(func(r *Row) *string { return &r.ip[1] }), rank: rankField, Address: true},
	"ipv6.src":            {Set: set(func(r *Row) *string { return &r.ipv6[0] }), rank: rankField, Address: true},
	"ipv6.dst":            {Set: set(func(r *Row) *string { return &r.ipv6[1] }), rank: rankField, Address: true},
	"ip.addr":             {Set: pair(func(r *Row) *[2]string { return &r.ip }), rank: rankPair, Address: true},
	"ipv6.addr":           {Set: pair(func(r *Row) *[2]string { return &r.ipv6 }), rank: rankPair, Address: true},
	"arp.src.proto_ipv4":  {Set: set(func(r *Row) *string { return &r.arp[0] }), rank: rankField, Address: true},
	"arp.dst.proto_ipv4":  {Set: set(func(r *Row) *string { return &r.arp[1] }), rank: rankField, Address: true},
	"eth.src":             {Set: address(func(p *seq.Packet) *string { return &p.SourceMAC }), rank: rankField, Address: true},
	"eth.dst":             {Set: address(func(p *seq.Packet) *string { return &p.DestinationMAC }), rank: rankField, Address: true},

	"frame.protocols":  {Set: set(func(r *Row) *string { return &r.protocols }), rank: rankField},
	"_ws.col.protocol": {Set: text(func(p *seq.Packet) *string { return &p.Protocol }), rank: rankColumn},
	"frame.len":        {Set: setLength, rank: rankColumn},
	"_ws.col.info":     {Info: true, rank: rankInfo},

	"tcp.srcport": {Set: port(func(p *seq.Packet) *uint16 { return &p.SourcePort }), rank: rankField},
	"tcp.dstport": {Set: port(func(p *seq.Packet) *uint16 { return &p.DestinationPort }), rank: rankField},
	"udp.srcport": {Set: port(func(p *seq.Packet) *uint16 { return &p.SourcePort }), rank: rankField},
	"udp.dstport": {Set: port(func(p *seq.Packet) *uint16 { return &p.DestinationPort }), rank: rankField},

	"tcp.port":   {Set: ports, rank: rankPair},
	"udp.port":   {Set: ports, rank: rankPair},
	"udp.length": {Set: fact(seq.KnowsPayload, 16, setDatagram), rank: rankField},

	"tcp.window_size_value": {Set: set(func(r *Row) *string { return &r.window }), rank: rankPair},
	"tcp.window_size":       {Set: set(func(r *Row) *string { return &r.window }), rank: rankField},

	"tcp.flags": {Set: fact(seq.KnowsFlags, 12, setFlags), rank: rankField},
	"tcp.seq":   {Set: fact(seq.KnowsSeq, 32, func(p *seq.Packet, v uint64) { p.Seq = uint32(v) }), rank: rankField},
	"tcp.ack":   {Set: fact(seq.KnowsAck, 32, func(p *seq.Packet, v uint64) { p.Ack = uint32(v) }), rank: rankField},
	"tcp.len":   {Set: fact(seq.KnowsPayload, 31, func(p *seq.Packet, v uint64) { p.Payload = int(v) }), rank: rankField},

	"tcp.stream": {Set: fact(seq.KnowsStream, 31, func(p *seq.Packet, v uint64) { p.Stream = int(v) }), rank: rankField},
	"udp.stream": {Set: fact(seq.KnowsStream, 31, func(p *seq.Packet, v uint64) { p.Stream = int(v) }), rank: rankField},
	"ip.id":      {Set: fact(seq.KnowsIPID, 16, func(p *seq.Packet, v uint64) { p.IPID = uint16(v) }), rank: rankField},
	"ip.ttl":     {Set: fact(seq.KnowsTTL, 8, func(p *seq.Packet, v uint64) { p.TTL = uint8(v) }), rank: rankField},
	"ipv6.hlim":  {Set: fact(seq.KnowsTTL, 8, func(p *seq.Packet, v uint64) { p.TTL = uint8(v) }), rank: rankField},
}

// titles are the fields that columns hold by their titles in lower case:
// Wireshark's default titles, those that its list of column types proposes, and
// what people often name them.
var titles = map[string]string{
	"no.": "frame.number", "no": "frame.number", "number": "frame.number", "frame": "frame.number", "_ws.col.number": "frame.number",

	"time": "_ws.col.time", "_ws.col.cls_time": "_ws.col.time", "_ws.col.def_time": "_ws.col.time",
	"timestamp": "_ws.col.time", "absolute time": "frame.time", "absolute date": "frame.time", "date": "frame.time",
	"utc time": "frame.time", "utc date": "frame.time", "frame.time_utc": "frame.time",
	"epoch": "frame.time_epoch", "epoch time": "frame.time_epoch",
	"relative time": "frame.time_relative", "time since first frame": "frame.time_relative",
	"delta": "frame.time_delta", "delta time": "frame.time_delta", "time delta": "frame.time_delta",
	"delta time displayed": "frame.time_delta_displayed", "delta displayed": "frame.time_delta_displayed",

	"source": "_ws.col.source", "src": "_ws.col.source", "source address": "_ws.col.source", "src addr": "_ws.col.source",
	"_ws.col.def_src": "_ws.col.source", "destination": "_ws.col.destination", "dst": "_ws.col.destination", "dest": "_ws.col.destination",
	"destination address": "_ws.col.destination", "dest addr": "_ws.col.destination", "_ws.col.def_dst": "_ws.col.destination",
	"_ws.col.res_src": "_ws.col.source", "_ws.col.unres_src": "_ws.col.source", "_ws.col.res_dst": "_ws.col.destination", "_ws.col.unres_dst": "_ws.col.destination",
	"_ws.col.no.": "frame.number", "_ws.col.length": "frame.len",
	"ip.src_host": "ip.src", "ip.dst_host": "ip.dst", "ipv6.src_host": "ipv6.src", "ipv6.dst_host": "ipv6.dst",
	"wlan.sa": "eth.src", "wlan.da": "eth.dst", "wlan.ta": "eth.src", "wlan.ra": "eth.dst", "sll.src.eth": "eth.src",

	"net src addr": "ip.src", "network src addr": "ip.src", "net dest addr": "ip.dst", "network dest addr": "ip.dst",
	"hw src addr": "eth.src", "hardware src addr": "eth.src", "source mac": "eth.src", "src mac": "eth.src",
	"hw dest addr": "eth.dst", "hardware dest addr": "eth.dst", "destination mac": "eth.dst", "dst mac": "eth.dst", "dest mac": "eth.dst",

	"protocol": "_ws.col.protocol", "length": "frame.len", "len": "frame.len", "packet length": "frame.len", "packet length (bytes)": "frame.len",
	"_ws.col.packet_length": "frame.len", "info": "_ws.col.info", "information": "_ws.col.info",

	"src port": "tcp.srcport", "source port": "tcp.srcport", "sport": "tcp.srcport",
	"dest port": "tcp.dstport", "dst port": "tcp.dstport", "destination port": "tcp.dstport", "dport": "tcp.dstport",
}

// analysis are the fields of the TCP analysis, and the marks they stand for.
var analysis = map[string]seq.Marks{
	"tcp.analysis.retransmission":          seq.Retransmission,
	"tcp.analysis.fast_retransmission":     seq.FastRetransmission,
	"tcp.analysis.spurious_retransmission": seq.SpuriousRetransmission,
	"tcp.analysis.out_of_order":            seq.OutOfOrder,
	"tcp.analysis.lost_segment":            seq.PreviousSegmentNotCaptured,
	"tcp.analysis.ack_lost_segment":        seq.ACKedUnseenSegment,
	"tcp.analysis.duplicate_ack":           seq.DupACK,
	"tcp.analysis.keep_alive":              seq.KeepAlive,
	"tcp.analysis.keep_alive_ack":          seq.KeepAliveACK,
	"tcp.analysis.zero_window":             seq.ZeroWindow,
	"tcp.analysis.zero_window_probe":       seq.ZeroWindowProbe,
	"tcp.analysis.zero_window_probe_ack":   seq.ZeroWindowProbeACK,
	"tcp.analysis.window_full":             seq.WindowFull,
	"tcp.analysis.window_update":           seq.WindowUpdate,
	"tcp.analysis.reused_ports":            seq.PortNumbersReused,
}

// flagFields are the fields of single flags.
var flagFields = map[string]seq.TCPFlags{
	"tcp.flags.fin": seq.FlagFIN, "tcp.flags.syn": seq.FlagSYN, "tcp.flags.reset": seq.FlagRST,
	"tcp.flags.push": seq.FlagPSH, "tcp.flags.ack": seq.FlagACK, "tcp.flags.urg": seq.FlagURG,
	"tcp.flags.ece": seq.FlagECE, "tcp.flags.ecn": seq.FlagECE, "tcp.flags.cwr": seq.FlagCWR,
	"tcp.flags.ae": seq.FlagAE, "tcp.flags.ns": seq.FlagAE,
}

// Fields returns the names that Options.Columns can map titles to, sorted.
func Fields() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(fields)), maps.Keys(analysis))
	names = slices.AppendSeq(names, maps.Keys(flagFields))
	slices.Sort(names)
	return names
}

// Known reports whether name is that of a field, or a title that is known by
// itself: what Options.Columns can map a title to. Case does not matter.
func Known(name string) bool {
	_, ok := named(name)
	return ok
}

// named returns the field of that name or default title.
func named(name string) (f Field, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	name = strings.TrimSuffix(strings.TrimSuffix(name, " (resolved)"), " (unresolved)")
	if mark, ok := analysis[name]; ok {
		return Field{Set: setMark(mark), rank: rankField}, true
	}
	if flag, ok := flagFields[name]; ok {
		return Field{Set: setFlag(flag), rank: rankField}, true
	}
	if f, ok = fields[name]; !ok {
		f, ok = fields[titles[name]]
	}
	return f, ok
}
