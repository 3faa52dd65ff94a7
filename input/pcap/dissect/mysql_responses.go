package dissect

func (p *packet) mysqlError(v view) {
	code := v.le16(1)
	p.addInfoUint(" Error ", uint64(code))
	p.addInfo(" ")
	p.fenceInfo()
	if v.u8(3) == '#' { // the state of SQL, and then the message
		v.need(4, 6)
	}
}

// mysqlResponse tells responses apart by their first byte (00: OK, FE: the end of a
// list, FF: an error), and by what was asked for.
func (p *packet) mysqlResponse(s *mysqlState, v view) {
	switch first := v.u8(0); {
	case first == 0xff:
		p.mysqlError(v)
		s.phase = mysqlRequest
	case first == 0xfe && v.size <= 6:
		s.endOfList(v)
	case first == 0xfe && s.phase == mysqlAuthSwitch:
		p.mysqlAuthSwitch(s)
		v.needAll()
	case first == 0xfe:
		p.mysqlOK(s, v)
	case first == 0 && s.phase == mysqlPrepared:
		s.prepared(v)
	case first == 0 && s.phase == mysqlRows: // a row of a prepared statement
	case first == 0 && s.phase == mysqlEvents:
		p.addInfo("Binlog Event ")
		p.fenceInfo()
	case first == 0:
		p.mysqlOK(s, v)
		s.compressed = s.compressFrom > 0
	default:
		p.mysqlData(s, v)
	}
}

// mysqlData is a response that begins with no code.
func (p *packet) mysqlData(s *mysqlState, v view) {
	switch s.phase {
	case mysqlMessage:
		s.phase = mysqlRequest
	case mysqlTabular, mysqlRequest:
		p.mysqlTable(s, v)
	case mysqlParameters, mysqlFields, mysqlFieldList, mysqlColumns:
		s.field()
		v.need(0, max(0, v.size-2)) // without what fills it up
		return
	case mysqlRows:
		mysqlRow(v)
	case mysqlAuthSwitch:
		p.mysqlAuthSwitch(s)
	default:
		s.phase = mysqlUndefined
	}
	v.needAll()
}

func (p *packet) mysqlAuthSwitch(s *mysqlState) {
	p.setInfo("Auth Switch Request ")
	p.fenceInfo()
	s.phase = mysqlAuthAnswer
}

func (p *packet) mysqlOK(s *mysqlState, v view) {
	p.addInfo(" OK ")
	p.fenceInfo()
	_, at, _ := mysqlNumber(v, 1)
	_, at, _ = mysqlNumber(v, at)
	if v.left(at) > 0 {
		v.need(at, 2)
	}
	s.phase = mysqlRequest
}

// mysqlTable begins a table: it tells how many fields there are.
func (p *packet) mysqlTable(s *mysqlState, v view) {
	p.addInfo("TABULAR ")
	p.fenceInfo()
	const maxFields = 0xffff
	fields, _, _ := mysqlNumber(v, 0)
	switch {
	case fields > maxFields:
	case fields == 0:
		s.phase = mysqlRows
	default:
		s.phase, s.left = mysqlFields, fields
	}
}

// prepared is the response to the preparation of a statement.
func (s *mysqlState) prepared(v view) {
	columns, parameters := v.le16(5), v.le16(7)
	s.columns = columns
	switch {
	case parameters > 0:
		s.phase, s.left = mysqlParameters, uint64(parameters)
	case columns > 0:
		s.phase, s.left = mysqlColumns, uint64(columns)
	default:
		s.phase = mysqlRequest
	}
}

// endOfList is the end of fields, rows or parameters.
func (s *mysqlState) endOfList(v view) {
	v.need(1, 4)
	switch {
	case s.phase == mysqlParameters && s.columns > 0:
		s.phase, s.left = mysqlColumns, uint64(s.columns)
	case s.phase == mysqlFields:
		s.phase = mysqlRows
	default:
		s.phase = mysqlRequest
	}
}

// field counts a field. Where both ends have agreed on it, nothing else ends their list.
func (s *mysqlState) field() {
	if s.left > 0 {
		s.left--
	}
	if s.left > 0 || s.clientUpper&mysqlCapNoEOF == 0 {
		return
	}
	switch {
	case s.phase == mysqlParameters && s.columns > 0:
		s.phase, s.left = mysqlColumns, uint64(s.columns)
	case s.phase == mysqlFields, s.phase == mysqlFieldList:
		s.phase = mysqlRows
	default:
		s.phase = mysqlRequest
	}
}

// mysqlRow reads a row of texts, each with its length.
func mysqlRow(v view) {
	for at := 0; v.left(at) > 0; {
		size, next, null := mysqlNumber(v, at)
		at = next
		if null {
			continue
		}
		if size > uint64(v.size) {
			v.need(at, v.size+1)
		}
		v.need(at, int(size))
		at += int(size)
	}
}

// mysqlNumber reads a number of variable length, and returns the offset behind it.
func mysqlNumber(v view, at int) (number uint64, next int, null bool) {
	switch first := v.u8(at); first {
	case 251:
		return 0, at + 1, true
	case 252:
		return uint64(v.le16(at + 1)), at + 3, false
	case 253:
		return uint64(v.le24(at + 1)), at + 4, false
	case 254:
		return v.le64(at + 1), at + 9, false
	default:
		return uint64(first), at + 1, false
	}
}
