/// Kubernetes' `$(VAR)` references: known ones are replaced, unknown ones stay, `$$` stands for one `$`.
func expandReferences(_ text: String, _ value: (String) -> String?) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x24) else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        guard bytes[index] == 0x24, index + 1 < bytes.count else {
            result.append(bytes[index])
            index += 1
            continue
        }
        switch bytes[index + 1] {
        case 0x24:
            result.append(0x24)
            index += 2
        case 0x28:
            if let end = bytes[(index + 2)...].firstIndex(of: 0x29) {
                let name = String(decoding: bytes[index + 2..<end], as: UTF8.self)
                result += Array((value(name) ?? "$(\(name))").utf8)
                index = end + 1
            } else {
                // Without an end it is no reference.
                result += [0x24, 0x28]
                index += 2
            }
        default:
            result += [0x24, bytes[index + 1]]
            index += 2
        }
    }
    return String(decoding: result, as: UTF8.self)
}
