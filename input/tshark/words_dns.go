package tshark

import (
	"bytes"
	"fmt"
	"strconv"
)

// dnsTypes are the types of resource records.
var dnsTypes = map[uint64]string{
	1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 10: "NULL", 12: "PTR", 13: "HINFO", 15: "MX", 16: "TXT",
	17: "RP", 18: "AFSDB", 24: "SIG", 25: "KEY", 28: "AAAA", 29: "LOC", 33: "SRV", 35: "NAPTR",
	39: "DNAME", 41: "OPT", 43: "DS", 44: "SSHFP", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY",
	50: "NSEC3", 51: "NSEC3PARAM", 52: "TLSA", 59: "CDS", 60: "CDNSKEY", 64: "SVCB", 65: "HTTPS",
	99: "SPF", 249: "TKEY", 250: "TSIG", 251: "IXFR", 252: "AXFR", 255: "ANY", 256: "URI", 257: "CAA",
}

func dnsType(text []byte) string {
	n, ok := parseNumber(text)
	if name, known := dnsTypes[n]; ok && known {
		return name
	}
	return fmt.Sprintf("Unknown (%s)", text)
}

// dnsOperations are the texts of the opcodes.
var dnsOperations = map[uint64]string{
	0: "Standard query", 1: "Inverse query", 2: "Server status request",
	4: "Zone change notification", 5: "Dynamic update",
}

// dnsErrors are the texts of the reply codes.
var dnsErrors = []string{"No error", "Format error", "Server failure", "No such name",
	"Not implemented", "Refused", "Name exists", "RRset exists", "RRset does not exist",
	"Not authoritative", "Name out of zone"}

// dnsWords says "Standard query response 0xa641 A www.example.com A 192.0.2.1".
func dnsWords(s *sentence) bool {
	f := s.d.layer(s.innermost("dns", "mdns", "llmnr"))
	flags, ok := f.number("dns.flags")
	operation, known := dnsOperations[flags>>11&15]
	if !ok || !known {
		return false
	}
	s.say(operation)
	if flags>>15&1 == 1 {
		s.say(" response")
	}
	s.sayField(" ", f, "dns.id")
	if code := flags & 15; flags>>15&1 == 1 && code > 0 {
		if code < uint64(len(dnsErrors)) {
			s.say(" ", dnsErrors[code])
		} else {
			s.say(" Unknown error ", strconv.FormatUint(code, 10))
		}
	}
	names, unicast := f.queue("dns.qry.name"), f.queue("dns.qry.qu")
	for kind := range f.each("dns.qry.type") {
		s.say(" ", dnsType(kind), " ", string(names.pop()))
		switch string(unicast.pop()) {
		case "0", "false", "False":
			s.say(`, "QM" question`)
		case "1", "true", "True":
			s.say(`, "QU" question`)
		}
	}
	s.sayRecords(f)
	return true
}

// innermost returns that of some protocols which the chain has last.
func (s *sentence) innermost(names ...string) string {
	for i := len(s.chain) - 1; i >= 0; i-- {
		for _, name := range names {
			if s.chain[i] == name {
				return name
			}
		}
	}
	return ""
}

// dnsLabel is the text that EK has for a query or record: "example.com: type A, class IN".
const dnsLabel = "text"

// recordTypes returns the types of the resource records. Those that a record of NSEC
// or NSEC3 lists have the same field, but do not follow a name.
func recordTypes(f facts) (types [][]byte) {
	var afterName, gathered [][]byte
	names := 0
	for i := range f.fields {
		switch name := f.fields[i].name; {
		case isRecordName(name):
			names++
		case name == "dns.resp.type":
			gathered = append(gathered, f.d.bytes(f.fields[i].extent))
			if i > 0 && isRecordName(f.fields[i-1].name) {
				afterName = append(afterName, gathered[len(gathered)-1])
			}
		}
	}
	switch {
	case len(gathered) == names: // also where the names were gathered before them
		return gathered
	case len(afterName) == names:
		return afterName
	}
	return labelledTypes(f)
}

// isRecordName reports whether a field is the name of a resource record. That of a
// service record is in three parts, of which this is the last.
func isRecordName(name string) bool { return name == "dns.resp.name" || name == "dns.srv.name" }

// labelledTypes returns the types of the resource records by their labels, which
// follow those of the queries.
func labelledTypes(f facts) (types [][]byte) {
	queries := 0
	for range f.each("dns.qry.type") {
		queries++
	}
	for label := range f.each(dnsLabel) {
		_, text, found := bytes.Cut(label, []byte(": type "))
		if !found {
			continue
		}
		if queries--; queries >= 0 {
			continue
		}
		text, _, _ = bytes.Cut(text, []byte{','})
		for n, name := range dnsTypes {
			if name == string(text) {
				types = append(types, strconv.AppendUint(nil, n, 10))
			}
		}
	}
	return types
}

// recordFields are the fields of a resource record that Info shows.
var recordFields = map[uint64][]string{
	1:  {"dns.a"},
	2:  {"dns.ns"},
	5:  {"dns.cname"},
	6:  {"dns.soa.mname"},
	12: {"dns.ptr.domain_name"},
	15: {"dns.mx.preference", "dns.mx.mail_exchange"},
	28: {"dns.aaaa"},
	33: {"dns.srv.priority", "dns.srv.weight", "dns.srv.port", "dns.srv.target"},
}

// sayRecords appends the resource records: answers, authorities and additional ones.
func (s *sentence) sayRecords(f facts) {
	queues := map[string]*queue{}
	flush := f.queue("dns.resp.cache_flush")
	for _, kind := range recordTypes(f) {
		s.say(" ", dnsType(kind))
		n, _ := parseNumber(kind)
		const opt = 41 // has no bit for the cache: RFC 6891, 6.1.2
		if n != opt {
			switch string(flush.pop()) {
			case "1", "true", "True":
				s.say(", cache flush")
			}
		}
		for _, name := range recordFields[n] {
			if queues[name] == nil {
				queues[name] = f.queue(name)
			}
			s.say(" ", string(queues[name].pop()))
		}
	}
}
