import KubernetesAPI

/// What the well-known types of secrets must hold.
enum SecretTypes {
    static func validate(_ secret: JSONValue, _ findings: inout Findings) {
        let data = Field(root: secret)["data"]
        switch secret["type"]?.string {
        case "kubernetes.io/service-account-token":
            let name = Field(root: secret)["metadata"]["annotations"].entry("kubernetes.io/service-account.name")
            if name.text.isEmpty { findings.required(name) }
        case "kubernetes.io/dockercfg": json(data.entry(".dockercfg"), &findings)
        case "kubernetes.io/dockerconfigjson": json(data.entry(".dockerconfigjson"), &findings)
        case "kubernetes.io/basic-auth":
            let fields = [data.entry("username"), data.entry("password")]
            if !fields.contains(where: \.isSet) { for field in fields { findings.required(field) } }
        case "kubernetes.io/ssh-auth":
            if data.entry("ssh-privatekey").text.isEmpty { findings.required(data.entry("ssh-privatekey")) }
        case "kubernetes.io/tls":
            for key in ["tls.crt", "tls.key"] where !data.entry(key).isSet { findings.required(data.entry(key)) }
        default: break
        }
    }

    /// The message tells what is wrong without showing what is in the secret.
    private static func json(_ field: Field, _ findings: inout Findings) {
        guard field.isSet else { return findings.required(field) }
        do {
            let value = try JSONValue.parse(Base64.decode(field.text))
            if value.object != nil { return }
            findings.invalid(
                field, shown: "<secret contents redacted>",
                "json: cannot unmarshal \(value.sort) into Go value of type map[string]interface {}")
        } catch {
            findings.invalid(field, shown: "<secret contents redacted>", "\(error)")
        }
    }
}
