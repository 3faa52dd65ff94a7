package main

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"
	"time"
)

// TestLiveReader compares what comes out of a liveReader with what went in, for
// sources that give their bytes in different ways.
func TestLiveReader(t *testing.T) {
	content := make([]byte, 5*liveChunk+17)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range content {
		content[i] = byte(random.Uint32())
	}
	for name, source := range map[string]io.Reader{
		"whole":   bytes.NewReader(content),
		"half":    iotest.HalfReader(bytes.NewReader(content)),
		"dataErr": iotest.DataErrReader(bytes.NewReader(content)),
	} {
		r := &liveReader{source: source, idle: func() error { return nil }}
		if err := iotest.TestReader(r, content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLiveReaderIdle makes sure that what was drawn is shown before the reader
// waits for more.
func TestLiveReaderIdle(t *testing.T) {
	source, pipe := io.Pipe()
	idle := make(chan bool, 100)
	r := &liveReader{source: source, idle: func() error { idle <- true; return nil }}
	got := make(chan string)
	go func() {
		buffer := make([]byte, 100)
		for {
			n, err := r.Read(buffer)
			if err != nil {
				close(got)
				return
			}
			got <- string(buffer[:n])
		}
	}()
	for _, text := range []string{"one", "two", "three"} {
		<-idle // the reader waits, and has said so
		if _, err := io.WriteString(pipe, text); err != nil {
			t.Fatal(err)
		}
		if s := <-got; s != text {
			t.Fatalf("read %q, want %q", s, text)
		}
	}
	pipe.Close()
	<-got
}

func TestLiveReaderStops(t *testing.T) {
	source, pipe := io.Pipe() // which never gives anything
	defer pipe.Close()
	stop := make(chan struct{})
	r := &liveReader{source: source, idle: func() error { return nil }, stop: stop}
	time.AfterFunc(time.Millisecond, func() { close(stop) })
	if n, err := r.Read(make([]byte, 10)); n != 0 || err != errInterrupted {
		t.Errorf("%d, %v, want 0, %v", n, err, errInterrupted)
	}
}

func TestLiveReaderIdleError(t *testing.T) {
	source, pipe := io.Pipe()
	defer pipe.Close()
	gone := errors.New("gone")
	r := &liveReader{source: source, idle: func() error { return gone }}
	for range 2 {
		if _, err := r.Read(make([]byte, 10)); err != gone {
			t.Errorf("error %v, want %v", err, gone)
		}
	}
}
