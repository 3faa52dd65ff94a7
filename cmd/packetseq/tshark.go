package main

import (
	"io"

	"github.com/packetseq/packetseq/input/tshark"
)

// runTshark returns what opens a capture by having tshark dissect it.
func (d *drawing) runTshark(c *capture) func(stdin io.Reader) error {
	return func(stdin io.Reader) error {
		run, err := tshark.Start(tshark.Command{File: c.name, Stdin: stdin, Args: d.tsharkArgs})
		if err != nil {
			return fileError(c.name, err)
		}
		c.tshark, c.file = run, run
		return nil
	}
}

// remarkOnTshark passes on what tshark had to say of a capture.
func (d *drawing) remarkOnTshark(c *capture) {
	if c.tshark == nil {
		return
	}
	for _, text := range c.tshark.Remarks() {
		d.console.remark(c.name + ": tshark: " + text)
	}
}
