extension Schema {
    /// Containers, regular, init and ephemeral, and what they are made of.
    static let container = #"""
        package io.k8s.api.core.v1
        version v1

        type Container
          name                      string                    1  required
          image                     string                    2
          command                   []string                  3  atomic
          args                      []string                  4  atomic
          workingDir                string                    5
          ports                     []ContainerPort           6  merge=containerPort mapkeys=containerPort,protocol
          envFrom                   []EnvFromSource          19  atomic
          env                       []EnvVar                  7  merge=name mapkeys=name
          resources                 ResourceRequirements      8  always
          resizePolicy              []ContainerResizePolicy  23  atomic
          restartPolicy             *string                  24
          restartPolicyRules        []ContainerRestartRule   25  atomic
          volumeMounts              []VolumeMount             9  merge=mountPath mapkeys=mountPath
          volumeDevices             []VolumeDevice           21  merge=devicePath mapkeys=devicePath
          livenessProbe             *Probe                   10
          readinessProbe            *Probe                   11
          startupProbe              *Probe                   22
          lifecycle                 *Lifecycle               12
          terminationMessagePath    string                   13  default="/dev/termination-log"
          terminationMessagePolicy  string                   20  default="File"
          imagePullPolicy           string                   14
          securityContext           *SecurityContext         15
          stdin                     bool                     16
          stdinOnce                 bool                     17
          tty                       bool                     18

        type EphemeralContainer
          inline               EphemeralContainerCommon   1
          targetContainerName  string                     2

        part EphemeralContainerCommon
          name                      string                    1  required
          image                     string                    2
          command                   []string                  3  atomic
          args                      []string                  4  atomic
          workingDir                string                    5
          ports                     []ContainerPort           6  merge=containerPort mapkeys=containerPort,protocol
          envFrom                   []EnvFromSource          19  atomic
          env                       []EnvVar                  7  merge=name mapkeys=name
          resources                 ResourceRequirements      8  always
          resizePolicy              []ContainerResizePolicy  23  atomic
          restartPolicy             *string                  24
          restartPolicyRules        []ContainerRestartRule   25  atomic
          volumeMounts              []VolumeMount             9  merge=mountPath mapkeys=mountPath
          volumeDevices             []VolumeDevice           21  merge=devicePath mapkeys=devicePath
          livenessProbe             *Probe                   10
          readinessProbe            *Probe                   11
          startupProbe              *Probe                   22
          lifecycle                 *Lifecycle               12
          terminationMessagePath    string                   13  default="/dev/termination-log"
          terminationMessagePolicy  string                   20  default="File"
          imagePullPolicy           string                   14
          securityContext           *SecurityContext         15
          stdin                     bool                     16
          stdinOnce                 bool                     17
          tty                       bool                     18

        type ContainerPort
          name           string   1
          hostPort       int32    2
          containerPort  int32    3  required
          protocol       string   4  default="TCP"
          hostIP         string   5

        type EnvFromSource
          prefix        string                1
          configMapRef  *ConfigMapEnvSource   2
          secretRef     *SecretEnvSource      3

        type ConfigMapEnvSource
          inline    LocalObjectReference   1
          optional  *bool                  2

        type SecretEnvSource
          inline    LocalObjectReference   1
          optional  *bool                  2

        type EnvVar
          name       string          1  required
          value      string          2
          valueFrom  *EnvVarSource   3

        type EnvVarSource
          fieldRef          *ObjectFieldSelector     1
          resourceFieldRef  *ResourceFieldSelector   2
          configMapKeyRef   *ConfigMapKeySelector    3
          secretKeyRef      *SecretKeySelector       4
          fileKeyRef        *FileKeySelector         5

        type ObjectFieldSelector atomic
          apiVersion  string   1  default="v1"
          fieldPath   string   2  required

        type ResourceFieldSelector atomic
          containerName  string     1
          resource       string     2  required
          divisor        Quantity   3  always

        type ConfigMapKeySelector atomic
          inline    LocalObjectReference   1
          key       string                 2  required
          optional  *bool                  3

        type SecretKeySelector atomic
          inline    LocalObjectReference   1
          key       string                 2  required
          optional  *bool                  3

        type FileKeySelector atomic
          volumeName  string   1  required
          path        string   2  required
          key         string   3  required
          optional    *bool    4

        type VolumeMount
          name               string     1  required
          readOnly           bool       2
          recursiveReadOnly  *string    7
          mountPath          string     3  required
          subPath            string     4
          mountPropagation   *string    5
          subPathExpr        string     6
          bindMountOptions   []string   8  set

        type VolumeDevice
          name        string   1  required
          devicePath  string   2  required

        type ResourceRequirements
          limits    map[string]Quantity   1
          requests  map[string]Quantity   2
          claims    []ResourceClaim       3  mapkeys=name

        type ResourceClaim
          name     string   1  required
          request  string   2

        type ContainerResizePolicy
          resourceName   string   1  required
          restartPolicy  string   2  required

        type ContainerRestartRule
          action     string                             1
          exitCodes  *ContainerRestartRuleOnExitCodes   2

        type ContainerRestartRuleOnExitCodes
          operator  string    1
          values    []int32   2  set

        type Probe
          inline                         ProbeHandler   1
          initialDelaySeconds            int32          2
          timeoutSeconds                 int32          3  default=1
          periodSeconds                  int32          4  default=10
          successThreshold               int32          5  default=1
          failureThreshold               int32          6  default=3
          terminationGracePeriodSeconds  *int64         7

        part ProbeHandler
          exec       *ExecAction        1
          httpGet    *HTTPGetAction     2
          tcpSocket  *TCPSocketAction   3
          grpc       *GRPCAction        4

        type Lifecycle
          postStart   *LifecycleHandler   1
          preStop     *LifecycleHandler   2
          stopSignal  *string             3

        type LifecycleHandler
          exec       *ExecAction        1
          httpGet    *HTTPGetAction     2
          tcpSocket  *TCPSocketAction   3
          sleep      *SleepAction       4

        type ExecAction
          command  []string   1  atomic

        type HTTPGetAction
          path         string         1  default="/"
          port         IntOrString    2  required
          host         string         3
          scheme       string         4  default="HTTP"
          httpHeaders  []HTTPHeader   5  atomic
          protocol     *string        6

        type HTTPHeader
          name   string   1  required
          value  string   2  required

        type TCPSocketAction
          port  IntOrString   1  required
          host  string        2

        type GRPCAction
          port     int32     1  required
          service  *string   2  always default=""
          mode     *string   3

        type SleepAction
          seconds  int64   1  required
        """#
}
