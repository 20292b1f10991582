/// Counts a probe's results against its thresholds; pure.
struct ProbeCounter: Sendable, Equatable {
    let successThreshold: Int
    let failureThreshold: Int
    private var last: Bool?
    private var run = 0

    /// Zero stands for Kubernetes' defaults of one and three.
    init(successThreshold: Int, failureThreshold: Int) {
        self.successThreshold = max(1, successThreshold)
        self.failureThreshold = failureThreshold > 0 ? failureThreshold : 3
    }

    /// The state the result leads to; nil while the threshold is not reached.
    mutating func count(_ success: Bool) -> Bool? {
        run = success == last ? run + 1 : 1
        last = success
        return run >= (success ? successThreshold : failureThreshold) ? success : nil
    }
}
