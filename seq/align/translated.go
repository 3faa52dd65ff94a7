package align

// A translation is an address that packets have on one side of a device and not
// on the other: the device's own. They were captured in near with that address,
// and in far with the one that it replaces.
type translation struct {
	address, replaced string
	near, far         uint8
}

// enoughTranslated is how many packets must show a translation: a few that were
// taken for each other are none.
const enoughTranslated = 3

// countTranslations counts where the addresses of a packet change on its way.
// sightings are in the order of that.
func (e *ends) countTranslations(m *Matcher, sightings []int32) {
	for n := 1; n < len(sightings); n++ {
		a, b := m.seen.at(sightings[n-1]), m.seen.at(sightings[n])
		if a.way == b.way {
			continue
		}
		before, after := m.ways.all[a.way], m.ways.all[b.way]
		if before.source != after.source && before.source != "" {
			e.translated[translation{after.source, before.source, b.capture, a.capture}]++
		}
		if before.destination != after.destination && after.destination != "" {
			e.translated[translation{before.destination, after.destination, a.capture, b.capture}]++
		}
	}
}

// translators returns the capture to whose lifeline each translated address
// belongs: of those that saw the change, the one that packets pass, and if they
// pass both the one that saw the address. An address that the captures place
// otherwise, or not so most of the time, has none.
func (e *ends) translators(places []Place) map[string]int {
	type votes struct{ most, capture int }
	best := make(map[string]votes)
	for t, n := range e.translated {
		capture := int(t.near)
		if !places[capture].Between {
			capture = int(t.far)
		}
		if t.address == "" || n < enoughTranslated || !places[capture].Between {
			continue
		}
		// The lower capture where as many say so: maps have no order.
		if v, known := best[t.address]; !known || n > v.most || n == v.most && capture < v.capture {
			best[t.address] = votes{n, capture}
		}
	}
	captures := make(map[string]int, len(best))
	for address, v := range best {
		captures[address] = v.capture
	}
	return captures
}

// replaced returns the address that each translated one stands for, where that is
// always the same; else an empty one.
func (e *ends) replaced() map[string]string {
	one := make(map[string]string)
	for t, n := range e.translated {
		if n < enoughTranslated {
			continue
		}
		if before, known := one[t.address]; known && before != t.replaced {
			one[t.address] = ""
			continue
		}
		one[t.address] = t.replaced
	}
	return one
}
