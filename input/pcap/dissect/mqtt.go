package dissect

// The messages of MQTT (version 5.0 2.1.2).
const (
	mqttConnect     = 1
	mqttConnectAck  = 2
	mqttPublish     = 3
	mqttSubscribe   = 8
	mqttUnsubscribe = 10
)

var mqttMessages = [...]string{
	"Reserved", "Connect Command", "Connect Ack", "Publish Message", "Publish Ack", "Publish Received", "Publish Release",
	"Publish Complete", "Subscribe Request", "Subscribe Ack", "Unsubscribe Request", "Unsubscribe Ack", "Ping Request",
	"Ping Response", "Disconnect Req", "Authentication Exchange",
}

const (
	mqttVersion5 = 5

	maxMQTTAliases = 1 << 10
)

// mqttState is what is kept of a connection.
type mqttState struct {
	version byte
	aliases map[uint16]string // of topics
}

// mqtt is MQTT over TCP.
func mqtt(p *packet, v view) bool {
	p.clearInfo()
	p.pdus(v, 2, func(v view) int {
		size, used := mqttLength(v, 1)
		return 1 + used + size
	}, mqttPDU)
	return true
}

// mqttLength reads a number of variable length (1.5.5), and how long it is. Where it
// does not end, both are 0.
func mqttLength(v view, at int) (number, used int) {
	const maxSize = 10
	for used < maxSize {
		b := v.u8(at + used)
		if used < 5 {
			number |= int(b&0x7f) << (7 * used)
		}
		used++
		if b&0x80 == 0 {
			return number, used
		}
	}
	return 0, 0
}

func mqttPDU(p *packet, v view) bool {
	p.setProtocol("MQTT")
	s := state[mqttState](p)
	kind := v.u8(0) >> 4
	p.joinInfo(", ", mqttMessages[kind])
	_, used := mqttLength(v, 1)
	body := v.from(1 + used)
	switch kind {
	case mqttConnect:
		p.mqttConnect(s, body)
	case mqttConnectAck:
		body.need(0, 2)
	case mqttPublish:
		p.mqttPublish(s, v.u8(0), body)
	case mqttSubscribe, mqttUnsubscribe:
		p.mqttSubscribe(s, kind, body)
	case 4, 5, 6, 7, 9, 11: // what acknowledges
		p.mqttID(body.u16(0))
	}
	v.needAll()
	return true
}

func (p *packet) mqttID(id uint16) {
	p.addInfoUint(" (id=", uint64(id))
	p.addInfo(")")
}

// mqttText reads a text with its length before it, and returns the offset behind it.
func mqttText(v view, at int) (text []byte, next int) {
	size := int(v.u16(at))
	return v.bytes(at+2, size), at + 2 + size
}

// mqttConnect is 3.1.
func (p *packet) mqttConnect(s *mqttState, v view) {
	const will, password, user = 0x04, 0x40, 0x80
	_, at := mqttText(v, 0)
	s.version = v.u8(at)
	flags := v.u8(at + 1)
	v.need(at+2, 2)
	at += 4
	if s.version == mqttVersion5 {
		_, at = mqttProperties(v, at)
	}
	_, at = mqttText(v, at)
	if flags&will != 0 {
		if s.version == mqttVersion5 {
			_, at = mqttProperties(v, at)
		}
		_, at = mqttText(v, at)
		_, at = mqttText(v, at)
	}
	for _, flag := range [...]byte{user, password} {
		if flags&flag != 0 && v.left(at) > 0 {
			_, at = mqttText(v, at)
		}
	}
}

// mqttPublish is 3.3. A topic that has an alias need not be told again.
func (p *packet) mqttPublish(s *mqttState, header byte, v view) {
	const quality = 0x06
	topic, at := mqttText(v, 0)
	name := printable(topic)
	if header&quality != 0 {
		p.mqttID(v.u16(at))
		at += 2
	}
	if s.version == mqttVersion5 {
		alias, _ := mqttProperties(v, at)
		switch {
		case alias == 0:
		case len(topic) == 0:
			name = s.aliases[alias]
		case s.aliases == nil:
			s.aliases = map[uint16]string{alias: name}
		case len(s.aliases) < maxMQTTAliases:
			s.aliases[alias] = name
		}
	}
	p.addInfo(" [" + name + "]")
}

// mqttSubscribe is 3.8 and 3.10; of the latter Wireshark shows no topics.
func (p *packet) mqttSubscribe(s *mqttState, kind byte, v view) {
	p.mqttID(v.u16(0))
	at := 2
	if s.version == mqttVersion5 {
		_, at = mqttProperties(v, at)
	}
	name := ""
	for v.left(at) > 0 {
		topic, next := mqttText(v, at)
		at = next
		if kind == mqttUnsubscribe {
			continue
		}
		if len(topic) > 0 {
			name = printable(topic)
		}
		p.addInfo(" [" + name + "]")
		v.need(at, 1)
		at++
	}
}

// mqttProperties reads the properties at an offset (2.2.2). It returns the alias
// of the topic if they have one, and the offset behind them.
func mqttProperties(v view, at int) (alias uint16, end int) {
	const topicAlias = 0x23
	size, used := mqttLength(v, at)
	v.need(at, used+size)
	at += used
	end = at + size
	for at < end {
		id := v.u8(at)
		at++
		if id == topicAlias {
			alias = v.u16(at)
		}
		switch id {
		case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2a:
			at++
		case 0x13, 0x21, 0x22, topicAlias:
			at += 2
		case 0x02, 0x11, 0x18, 0x27:
			at += 4
		case 0x0b:
			_, used := mqttLength(v, at)
			at += max(1, used)
		case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f:
			_, at = mqttText(v, at)
		case 0x26:
			_, at = mqttText(v, at)
			_, at = mqttText(v, at)
		default:
			return alias, end
		}
	}
	return alias, end
}
