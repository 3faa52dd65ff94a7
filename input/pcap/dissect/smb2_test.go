package dissect_test

import (
	"encoding/binary"
	"testing"
)

// An smb2 is a message: header fields that matter, and the body.
type smb2 struct {
	command, flags, status, next uint32
	id                           uint64
	body                         string
}

const smb2Answer = 1

func (m smb2) bytes() string {
	head := make([]byte, 64)
	copy(head, "\xfeSMB\x40")
	binary.LittleEndian.PutUint32(head[8:], m.status)
	binary.LittleEndian.PutUint16(head[12:], uint16(m.command))
	binary.LittleEndian.PutUint32(head[16:], m.flags)
	binary.LittleEndian.PutUint32(head[20:], m.next)
	binary.LittleEndian.PutUint64(head[24:], m.id)
	return string(head) + m.body
}

// nbssMessage puts messages behind the header of a NetBIOS session.
func nbssMessage(messages ...smb2) string {
	data := ""
	for _, m := range messages {
		data += m.bytes()
	}
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(data)))) + data
}

// TestSMB2 follows a file from its Create to its Close request.
func TestSMB2(t *testing.T) {
	blank := func(n int) string { return string(make([]byte, n)) }
	const id = "\x03\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00"
	create := smb2{command: 5, id: 1, body: "\x39\x00" + blank(42) + "\x78\x00\x02\x00" + blank(8) + "f\x00"}
	created := smb2{command: 5, flags: smb2Answer, id: 1, body: "\x59\x00" + blank(62) + id + blank(8)}
	read := smb2{command: 8, id: 2, next: 120, body: "\x31\x00\x00\x00\x10\x00\x00\x00\x05" + blank(7) + id + blank(24)}
	find := smb2{command: 14, id: 3, body: "\x21\x00\x25\x00\x00\x00\x00\x00" + id + "\x60\x00\x02\x00\x00\x00\x00\x00*\x00"}
	fault := smb2{command: 14, flags: smb2Answer, id: 3, status: 0x80000006, body: "\x09\x00" + blank(7)}
	closes := smb2{command: 6, id: 4, body: "\x18\x00" + blank(6) + id}
	rename := smb2{command: 17, id: 5, body: "\x21\x00\x01\x0a\x18\x00\x00\x00\x60\x00" + blank(6) + id + blank(16) + "\x02\x00\x00\x00z\x00"}
	got := lines(tcpSegments(445, "C"+nbssMessage(create), "S"+nbssMessage(created), "C"+nbssMessage(read, find), "S"+nbssMessage(fault),
		"C"+nbssMessage(rename), "C"+nbssMessage(closes), "C"+nbssMessage(rename), "S\x85\x00\x00\x00", "Snone of these"))[3:]
	for i, want := range []string{
		"SMB2 Create Request File: f", "SMB2 Create Response File: f",
		"SMB2 Read Request Len:16 Off:5 File: f;Find Request File: f SMB2_FIND_ID_BOTH_DIRECTORY_INFO Pattern: *",
		"SMB2 Find Response, Error: STATUS_NO_MORE_FILES SMB2_FIND_ID_BOTH_DIRECTORY_INFO Pattern: *",
		"SMB2 SetInfo Request FILE_INFO/SMB2_FILE_RENAME_INFO File: f NewName:z", "SMB2 Close Request File: f",
		"SMB2 SetInfo Request FILE_INFO/SMB2_FILE_RENAME_INFO NewName:z", "NBSS Session keep-alive", "NBSS NBSS Continuation Message",
	} {
		if got[i] != want {
			t.Errorf("segment %d: %q, want %q", i+1, got[i], want)
		}
	}
}

// TestSMB2Logon reads the user of an NTLM message, whose texts are wide.
func TestSMB2Logon(t *testing.T) {
	at := func(size, offset byte) string { return string([]byte{size, 0, size, 0, offset, 0, 0, 0}) }
	auth := "NTLMSSP\x00\x03\x00\x00\x00" + at(0, 64) + at(0, 64) + at(2, 64) + at(4, 66) + at(0, 70) + at(0, 70) + "\x01\x00\x00\x00" + "D\x00m\x00e\x00"
	logon := smb2{command: 1, body: "\x19\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x58\x00" + string([]byte{byte(len(auth)), 0}) +
		"\x00\x00\x00\x00\x00\x00\x00\x00" + auth}
	want := `SMB2 Session Setup Request, NTLMSSP_AUTH, User: D\me`
	if got := lines(tcpSegments(445, "C"+nbssMessage(logon)))[3]; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
