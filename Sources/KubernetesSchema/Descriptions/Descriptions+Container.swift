extension Descriptions {
    static let container = """
        EphemeralContainerCommon: Container
        Container One program with an image of its own.
        Container.name The container's name; no other in the pod may have it.
        Container.image The image to run.
        Container.command The program and its first arguments; the image's entry point where it is left out.
        Container.args The arguments; the image's where they are left out.
        Container.workingDir The directory that the program starts in.
        Container.ports Ports that the container listens on, for information and for host ports.
        Container.envFrom Config maps and secrets whose keys all become environment variables.
        Container.env Environment variables.
        Container.resources How much of the machine the container asks for and may use.
        Container.resizePolicy What a change of each resource means for the running container.
        Container.restartPolicy For init containers: Always makes one that runs beside the regular ones.
        Container.restartPolicyRules Rules on restarting by exit code.
        Container.volumeMounts Where volumes of the pod appear in the container.
        Container.volumeDevices Block devices that appear in the container.
        Container.livenessProbe A check whose failure restarts the container.
        Container.readinessProbe A check whose failure takes the container out of service.
        Container.startupProbe A check that has to succeed before the other ones begin.
        Container.lifecycle Actions after the start and before the stop.
        Container.terminationMessagePath The file whose content becomes the message of the ended container.
        Container.terminationMessagePolicy File, or FallbackToLogsOnError to use the end of the log where the file is empty.
        Container.imagePullPolicy When the image is pulled: Always, IfNotPresent or Never.
        Container.securityContext Security settings; they override those of the pod.
        Container.stdin Keep standard input open, so that it can be attached to.
        Container.stdinOnce Close standard input when the first client leaves it.
        Container.tty Give the container a terminal; needs stdin.
        EphemeralContainer A container added to a running pod to look into it. It has no ports, probes or resources, and is never restarted.
        EphemeralContainer.targetContainerName The container whose processes this one sees; without it, those of the pod.
        ContainerPort A port that a container listens on.
        ContainerPort.name A name by which others refer to the port.
        ContainerPort.containerPort The port's number.
        ContainerPort.protocol TCP, UDP or SCTP.
        ContainerPort.hostPort The node's port that leads to it.
        ContainerPort.hostIP The node's address that the host port is bound to.
        VolumeMount Where a volume appears in a container.
        VolumeMount.bindMountOptions Further options of the mount.
        VolumeMount.name The volume's name.
        VolumeMount.readOnly Whether it can only be read.
        VolumeMount.recursiveReadOnly Whether what is mounted within it can only be read too: Disabled, IfPossible or Enabled.
        VolumeMount.mountPath The path in the container; it has no colon.
        VolumeMount.subPath A path in the volume that is mounted instead of its root.
        VolumeMount.subPathExpr Like subPath, with environment variables filled in.
        VolumeMount.mountPropagation Whether mounts made inside and outside are seen by each other.
        VolumeDevice A block device in a container.
        VolumeDevice.name The name of a claimed volume of the pod.
        VolumeDevice.devicePath The path of the device in the container.
        ResourceRequirements What a container asks for and may use.
        ResourceRequirements.limits The most it may use.
        ResourceRequirements.requests What is set aside for it; the limit where nothing is said.
        ResourceRequirements.claims Claims of the pod that it uses.
        ResourceClaim A claim of the pod.
        ContainerResizePolicy What a change of a resource means for a running container.
        """
    static let environment = """
        EnvVar An environment variable.
        EnvVar.name The variable's name.
        EnvVar.value Its value; $(OTHER) stands for a variable defined before.
        EnvVar.valueFrom Where the value comes from, if it is not given.
        EnvVarSource Where the value of an environment variable comes from.
        EnvVarSource.fieldRef A field of the pod.
        EnvVarSource.resourceFieldRef A limit or request of a container.
        EnvVarSource.configMapKeyRef A key of a config map.
        EnvVarSource.secretKeyRef A key of a secret.
        EnvVarSource.fileKeyRef A key of a file in a volume.
        EnvFromSource An object whose keys become environment variables.
        EnvFromSource.prefix Put before each key.
        EnvFromSource.configMapRef The config map.
        EnvFromSource.secretRef The secret.
        ConfigMapEnvSource A config map.
        ConfigMapEnvSource.optional Whether it may be missing.
        SecretEnvSource A secret.
        SecretEnvSource.optional Whether it may be missing.
        ObjectFieldSelector A field of an object.
        ObjectFieldSelector.fieldPath The path of the field, like metadata.name.
        ObjectFieldSelector.apiVersion The API version that the path is meant in.
        ResourceFieldSelector A resource of a container.
        ResourceFieldSelector.containerName The container; its own where it is left out.
        ResourceFieldSelector.resource The resource, like limits.cpu.
        ResourceFieldSelector.divisor The unit that it is counted in.
        ConfigMapKeySelector A key of a config map.
        ConfigMapKeySelector.key The key.
        ConfigMapKeySelector.optional Whether map or key may be missing.
        SecretKeySelector A key of a secret.
        SecretKeySelector.key The key.
        SecretKeySelector.optional Whether secret or key may be missing.
        FileKeySelector A key of a file in a volume.
        LocalObjectReference Names an object of the same namespace.
        LocalObjectReference.name The object's name.
        ObjectReference Names an object anywhere.
        ObjectReference.name The object's name.
        ObjectReference.namespace The object's namespace.
        ObjectReference.uid The object's uid.
        ObjectReference.resourceVersion The version that is meant.
        ObjectReference.fieldPath A part of the object, like spec.containers{web}.
        """
    static let probe = """
        Probe A check made on a container again and again.
        Probe.initialDelaySeconds Seconds from the container's start to the first check.
        Probe.timeoutSeconds Seconds that a check may take.
        Probe.periodSeconds Seconds from one check to the next.
        Probe.successThreshold Successes in a row that count as one.
        Probe.failureThreshold Failures in a row that count as one.
        Probe.terminationGracePeriodSeconds Seconds for an orderly end when the check has failed.
        ProbeHandler: LifecycleHandler
        LifecycleHandler Something to be done on or in a container.
        LifecycleHandler.exec A command in the container.
        LifecycleHandler.httpGet A request over HTTP.
        LifecycleHandler.tcpSocket A connection over TCP.
        LifecycleHandler.sleep A pause.
        ProbeHandler.grpc A call of gRPC's health service.
        Lifecycle Actions at turning points of a container's life.
        Lifecycle.postStart Done right after the container has started; its failure ends the container.
        Lifecycle.preStop Done before the container is told to stop.
        Lifecycle.stopSignal The signal that asks the container to stop.
        ExecAction A command in the container.
        ExecAction.command The program and its arguments; no shell is involved.
        HTTPGetAction A request over HTTP; codes from 200 to 399 are successes.
        HTTPGetAction.path The path that is asked for.
        HTTPGetAction.port The port, as a number or by its name.
        HTTPGetAction.host The host; the pod's address where it is left out.
        HTTPGetAction.scheme HTTP or HTTPS.
        HTTPGetAction.httpHeaders Header fields to send.
        HTTPHeader A header field.
        TCPSocketAction A connection over TCP.
        TCPSocketAction.port The port, as a number or by its name.
        TCPSocketAction.host The host; the pod's address where it is left out.
        GRPCAction A call of gRPC's health service.
        GRPCAction.port The port.
        GRPCAction.service The name of the service whose health is asked for.
        SleepAction A pause.
        SleepAction.seconds Its length.
        """
}
