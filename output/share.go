package output

// Shared is what the formats of one diagram have in common, so that it is kept
// once for all of them. The zero value is empty. It is used by one goroutine at
// a time.
type Shared struct{ values map[any]any }

// Share returns the one T of s, which is zero for who asks first. Nothing is
// shared where s is nil.
func Share[T any](s *Shared) *T {
	if s == nil {
		return new(T)
	}
	key := any((*T)(nil)) // each type has a nil of its own
	if v, ok := s.values[key]; ok {
		return v.(*T)
	}
	if s.values == nil {
		s.values = make(map[any]any)
	}
	v := new(T)
	s.values[key] = v
	return v
}
