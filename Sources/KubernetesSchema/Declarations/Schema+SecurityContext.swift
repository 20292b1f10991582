extension Schema {
    /// Security settings of pods and containers.
    static let securityContext = #"""
        package io.k8s.api.core.v1
        version v1

        type PodSecurityContext
          seLinuxOptions            *SELinuxOptions                  1
          windowsOptions            *WindowsSecurityContextOptions   8
          runAsUser                 *int64                           2
          runAsGroup                *int64                           6
          runAsNonRoot              *bool                            3
          supplementalGroups        []int64                          4  atomic
          supplementalGroupsPolicy  *string                         12
          fsGroup                   *int64                           5
          sysctls                   []Sysctl                         7  atomic
          fsGroupChangePolicy       *string                          9
          seccompProfile            *SeccompProfile                 10
          appArmorProfile           *AppArmorProfile                11
          seLinuxChangePolicy       *string                         13

        type SecurityContext
          capabilities              *Capabilities                    1
          privileged                *bool                            2
          seLinuxOptions            *SELinuxOptions                  3
          windowsOptions            *WindowsSecurityContextOptions  10
          runAsUser                 *int64                           4
          runAsGroup                *int64                           8
          runAsNonRoot              *bool                            5
          readOnlyRootFilesystem    *bool                            6
          allowPrivilegeEscalation  *bool                            7
          procMount                 *string                          9
          seccompProfile            *SeccompProfile                 11
          appArmorProfile           *AppArmorProfile                12

        type Capabilities
          add   []string   1  atomic
          drop  []string   2  atomic

        type SELinuxOptions
          user   string   1
          role   string   2
          type   string   3
          level  string   4

        type WindowsSecurityContextOptions
          gmsaCredentialSpecName  *string   1
          gmsaCredentialSpec      *string   2
          runAsUserName           *string   3
          hostProcess             *bool     4

        type SeccompProfile
          type              string    1  required
          localhostProfile  *string   2

        type AppArmorProfile
          type              string    1  required
          localhostProfile  *string   2

        type Sysctl
          name   string   1  required
          value  string   2  required
        """#
}
