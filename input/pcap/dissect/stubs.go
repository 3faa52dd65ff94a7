package dissect

func http2(p *packet, v view) bool                       { return false }
func http2Preface(p *packet, e mediaEntity, v view) bool { return false }
