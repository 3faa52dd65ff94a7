package align

import (
	"maps"
	"slices"
)

// sites returns of each capture the first one that was taken at the same place at the same time.
func (p *Plan) sites() []int {
	site := make([]int, p.m.captures)
	for i := range site {
		site[i] = i
	}
	for key, pair := range p.m.pairs {
		if pair.together {
			unite(site, int(key[0]), int(key[1]))
		}
	}
	return site
}

// unite makes one site of two.
func unite(site []int, a, b int) {
	from, to := max(site[a], site[b]), min(site[a], site[b])
	for i, s := range site {
		if s == from {
			site[i] = to
		}
	}
}

// homes returns at which sites each address is local. Several are one host's, of which each
// capture shows some time: their sites are made one.
func (p *Plan) homes(e *ends) map[string][]int {
	homes := make(map[string][]int)
	for address, c := range e.of {
		if at := p.homesOf(c); len(at) > 0 {
			homes[address] = at
		}
	}
	for _, address := range slices.Sorted(maps.Keys(homes)) {
		at := homes[address]
		for _, other := range at[1:] {
			unite(p.site, at[0], other)
		}
	}
	return homes
}

// homesOf returns at which sites an address is local: nearly all its packets end there, or all that
// each of them has seen, if they have seen none in common.
func (p *Plan) homesOf(c *endCount) []int {
	if c.sent == 0 {
		return nil
	}
	var at []int
	sum := 0
	for _, site := range slices.Sorted(maps.Keys(c.at)) {
		n := c.at[site]
		if n*10 >= c.all*9 {
			return []int{site}
		}
		if n*10 >= c.seen[site]*9 {
			at = append(at, site)
			sum += n
		}
	}
	if sum*10 < c.all*9 {
		return nil
	}
	for i, a := range at {
		if slices.ContainsFunc(at[i+1:], func(b int) bool { return p.share(a, b) }) {
			return nil
		}
	}
	return at
}

// share reports whether captures of two sites show packets in common.
func (p *Plan) share(a, b int) bool {
	for key := range p.m.pairs {
		if x, y := p.site[key[0]], p.site[key[1]]; x == a && y == b || x == b && y == a {
			return true
		}
	}
	return false
}
