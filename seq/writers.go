package seq

// MultiWriter returns a Writer that passes every event on to each of w in turn.
// The first error ends the diagram for all of them.
func MultiWriter(w ...Writer) Writer {
	if len(w) == 1 {
		return w[0]
	}
	return multiWriter(w)
}

type multiWriter []Writer

func (m multiWriter) Capture(c Capture) error {
	return m.each(func(w Writer) error { return w.Capture(c) })
}

func (m multiWriter) Participant(p Participant) error {
	return m.each(func(w Writer) error { return w.Participant(p) })
}

func (m multiWriter) Message(msg *Message) error {
	return m.each(func(w Writer) error { return w.Message(msg) })
}

func (m multiWriter) Gap(g Gap) error {
	return m.each(func(w Writer) error { return w.Gap(g) })
}

func (m multiWriter) End(e End) error {
	return m.each(func(w Writer) error { return w.End(e) })
}

func (m multiWriter) each(pass func(Writer) error) error {
	for _, w := range m {
		if err := pass(w); err != nil {
			return err
		}
	}
	return nil
}
