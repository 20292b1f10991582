import KubernetesAPI
import Testing

@Test(
    "A18: ages are told as kubectl does",
    arguments: [
        (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (303, "5m3s"), (600, "10m"),
        (10_740, "179m"),
        (10_800, "3h"), (11_520, "3h12m"), (28_800, "8h"), (172_799, "47h"), (172_800, "2d"), (190_800, "2d5h"),
        (691_200, "8d"), (34_560_000, "400d"), (63_072_000, "2y"), (96_336_000, "3y20d"), (252_288_000, "8y"),
    ])
func humanDurations(seconds: Int64, expected: String) {
    #expect(humanDuration(seconds: seconds) == expected)
}
