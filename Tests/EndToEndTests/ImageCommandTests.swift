import MayflyTestSupport
import Testing

@Suite struct ImageCommandTests {
    /// Runs a script with `mayfly` and `data` set, in a temporary directory that goes with it.
    private func shell(_ script: String) async throws -> CommandResult {
        let head = """
            mayfly=$1; dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"; data=$dir/data
            image() { local verb=$1; shift; "$mayfly" image "$verb" --data-dir "$data" "$@"; }

            """
        return try await runCommand(["bash", "-uc", head + script, "test", TestServer.binary])
    }

    @Test("A24: images are imported, listed, inspected and removed by command")
    func commands() async throws {
        let result = try await shell(
            """
            set -e
            mkdir -p root/bin; cp /bin/busybox root/bin/sh
            image import root busybox:1.36 --cmd sh --cmd -c --cmd 'sleep 1' --entrypoint '["/bin/sh"]' --env A=b >id
            image list | head -1; image list -o name; image list | grep -c "^busybox  *1.36  *$(cut -c8-19 id)  *[0-9.]*MB$"
            image inspect busybox:1.36 | grep -A2 -e Cmd -e '"A=b"' | tr -d ' \\n'; echo
            tar -C root -czf root.tar.gz .; image import root.tar.gz localhost/other >/dev/null
            image remove busybox:1.36 | sed 's/sha256:.*/ID/'; image list -o name
            """)
        #expect(
            result.output == """
                REPOSITORY   TAG    IMAGE ID       SIZE
                docker.io/library/busybox:1.36
                1
                "A=b"],"Cmd":["sh","-c",
                Untagged: busybox:1.36
                Deleted: ID
                localhost/other:latest

                """, "\(result)")
    }

    @Test("B12: a load that is killed at any moment leaves the whole image or nothing, and the next command tidies up")
    func killed() async throws {
        let result = try await shell(
            """
            mkdir -p root/d; for i in $(seq 300); do head -c 20000 /dev/urandom >root/d/$i; done
            tar -C root --sort=name -cf layer.tar d; sum=$(sha256sum layer.tar | cut -d' ' -f1)
            printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' $sum >config
            printf '[{"Config":"config","RepoTags":["app:1"],"Layers":["layer.tar"]}]' >manifest.json
            tar -cf archive.tar manifest.json config layer.tar
            killed=0
            for step in $(seq 30); do
              "$mayfly" image load --data-dir "$data" archive.tar >/dev/null & load=$!
              # Waited for, as it keeps its lock until it is wholly gone.
              sleep 0.$(printf %02d $step); kill -KILL $load; wait $load || killed=$((killed + 1))
              names=$(image list -o name) || exit 1
              if [ -n "$names" ]; then
                layer=$(image inspect app:1 | grep -A1 Directories | tail -1 | tr -d ' "')
                diff -r root/d "$layer/d" || exit 1
                image remove app:1 >/dev/null || exit 1
              fi
              [ "$(ls "$data"/images/layers)" = empty ] || { echo layers left; exit 1; }
              [ -z "$(ls "$data"/images/staging "$data"/images/records | grep -v :)" ] || { echo staging left; exit 1; }
            done
            echo killed $((killed > 0))
            image load archive.tar
            """)
        #expect(result.output == "killed 1\nLoaded image: app:1\n", "\(result)")
    }

    @Test("The umask of the process does not reach into images")
    func umask() async throws {
        let result = try await shell(
            """
            umask 022; mkdir -p root/implied; echo x >root/implied/f; chmod 664 root/implied/f
            tar -C root -cf root.tar implied/f; umask 077; image import root.tar app >/dev/null
            cd "$data"/images/layers/*[0-9]*; stat -c %a . implied implied/f
            """)
        #expect(result.output == "755\n755\n664\n", "\(result)")
    }

    @Test("B9: a bad archive is refused in one line on standard error, with exit code 1")
    func refused() async throws {
        let result = try await shell("echo nothing >a.tar; image load a.tar; echo $?; image list -o name")
        #expect(result.output == "1\n", "\(result)")
        #expect(result.errors == "error: a.tar is refused: it is no tar archive\n")
    }
}
