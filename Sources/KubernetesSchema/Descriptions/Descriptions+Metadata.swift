extension Descriptions {
    static let metadata = """
        *.items The objects of the list.
        ObjectMeta What every object has, whatever its kind.
        ObjectMeta.name The object's name; no two of one kind and namespace share it, and it never changes.
        ObjectMeta.generateName The beginning of a name that the server completes with random characters.
        ObjectMeta.namespace The namespace that holds the object; `default` where none is given.
        ObjectMeta.selfLink No longer used.
        ObjectMeta.uid The object's identity, given by the server; a namesake made later has another.
        ObjectMeta.resourceVersion The version of the object; send it back to update exactly what was read.
        ObjectMeta.generation Counts the changes of what is wanted of the object.
        ObjectMeta.creationTimestamp When the server created the object.
        ObjectMeta.deletionTimestamp When the object is to be gone; set by the server once a deletion is asked for.
        ObjectMeta.deletionGracePeriodSeconds The seconds granted for an orderly end.
        ObjectMeta.labels Short pairs of key and value by which objects are selected.
        ObjectMeta.annotations Pairs of key and value that tools attach; nothing selects by them.
        ObjectMeta.ownerReferences The objects that this one depends on; it is deleted when the last of them is.
        ObjectMeta.finalizers Names of those who have to finish something before the object may go.
        ObjectMeta.managedFields Who has set which fields, kept for server-side apply.
        OwnerReference An object that owns another one.
        OwnerReference.apiVersion The owner's API version.
        OwnerReference.kind The owner's kind.
        OwnerReference.name The owner's name.
        OwnerReference.uid The owner's uid.
        OwnerReference.controller Whether the owner is the one that manages the object.
        OwnerReference.blockOwnerDeletion Whether a foreground deletion of the owner waits for this object.
        ManagedFieldsEntry The fields that one manager has set.
        ManagedFieldsEntry.manager The name of the program that set the fields.
        ManagedFieldsEntry.operation Apply for server-side apply, Update for any other write.
        ManagedFieldsEntry.apiVersion The API version the fields were written in.
        ManagedFieldsEntry.time When the manager last changed its fields.
        ManagedFieldsEntry.fieldsType The format of fieldsV1.
        ManagedFieldsEntry.fieldsV1 The fields, as a tree of their names.
        ManagedFieldsEntry.subresource The subresource the fields were written through.
        LabelSelector Selects objects by their labels; all its conditions have to hold.
        LabelSelector.matchLabels Labels the object must have with just these values.
        LabelSelector.matchExpressions Further conditions on labels.
        LabelSelectorRequirement A condition on one label.
        LabelSelectorRequirement.key The label's key.
        LabelSelectorRequirement.operator One of In, NotIn, Exists and DoesNotExist.
        LabelSelectorRequirement.values The values for In and NotIn.
        ListMeta What a list says of itself.
        ListMeta.resourceVersion The version the list was read at; a watch can begin from it.
        ListMeta.continue A token with which the next page is asked for; absent on the last page.
        ListMeta.remainingItemCount How many objects the pages to come hold.
        DeleteOptions How an object is to be deleted.
        DeleteOptions.gracePeriodSeconds Seconds for an orderly end; 0 ends at once.
        DeleteOptions.preconditions What must hold of the object for it to be deleted.
        DeleteOptions.orphanDependents Replaced by propagationPolicy.
        DeleteOptions.propagationPolicy What happens to the objects it owns: Orphan, Background or Foreground.
        DeleteOptions.dryRun With All nothing is deleted; everything else is checked.
        Preconditions Conditions on the version that a request acts on.
        Preconditions.uid The uid the object must have.
        Preconditions.resourceVersion The version the object must be at.
        Status The outcome of a request that has no object to return.
        Status.status Success or Failure.
        Status.message What went wrong, for people.
        Status.reason What went wrong, in one word for programs.
        Status.details More on the reason.
        Status.code The HTTP status code.
        StatusDetails What a failure is about.
        StatusDetails.causes The single faults that were found.
        StatusDetails.retryAfterSeconds How long to wait before trying again.
        StatusCause One fault.
        StatusCause.field The path of the field at fault.
        Condition Something that is observed of an object and either holds or does not.
        """
}
