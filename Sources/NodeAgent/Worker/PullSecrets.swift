internal import ContainerRuntime
internal import KubernetesAPI

/// The credentials a `kubernetes.io/dockerconfigjson` or `kubernetes.io/dockercfg` secret has for an image's registry.
func credentials(in secret: Secret, for image: String) -> RegistryCredentials? {
    let registry = registryHost(of: image)
    let servers: JSONObject?
    // A secret that cannot be read has no credentials; the pull then says what is missing.
    if let bytes = secret.data[".dockerconfigjson"] {
        servers = (try? JSONValue.parse(bytes))?["auths"]?.object
    } else if let bytes = secret.data[".dockercfg"] {
        servers = (try? JSONValue.parse(bytes))?.object
    } else {
        servers = nil
    }
    for (server, entry) in servers?.members ?? [] where serverHost(server) == registry {
        if let username = entry["username"]?.string, let password = entry["password"]?.string {
            return RegistryCredentials(username: username, password: password)
        }
        guard let auth = entry["auth"]?.string, let decoded = decodedBase64(auth),
            let colon = decoded.firstIndex(of: 0x3A)
        else { continue }
        return RegistryCredentials(
            username: String(decoding: decoded[..<colon], as: UTF8.self),
            password: String(decoding: decoded[(colon + 1)...], as: UTF8.self))
    }
    return nil
}

/// `docker.io` of `busybox`, `registry.k8s.io` of `registry.k8s.io/pause:3.9`.
private func registryHost(of image: String) -> String {
    let first = image.prefix { $0 != "/" }
    guard first.count < image.count, first.contains(".") || first.contains(":") || first == "localhost" else {
        return "docker.io"
    }
    return String(first)
}

/// The host of `https://index.docker.io/v1/`; Docker's index stands for `docker.io`.
private func serverHost(_ server: String) -> String {
    var rest = server[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    let host = String(rest.prefix { $0 != "/" })
    return host == "index.docker.io" ? "docker.io" : host
}

/// Standard base64; nil if it is anything else.
private func decodedBase64(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for byte in text.utf8 where byte != 0x3D {
        let value: UInt8
        switch byte {
        case 0x41...0x5A: value = byte - 0x41
        case 0x61...0x7A: value = byte - 0x61 + 26
        case 0x30...0x39: value = byte - 0x30 + 52
        case 0x2B: value = 62
        case 0x2F: value = 63
        default: return nil
        }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
            count -= 8
            result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return result
}
