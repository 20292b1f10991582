extension Schema {
    /// Events of the group events.k8s.io.
    static let eventsV1 = #"""
        package io.k8s.api.events.v1
        version events.k8s.io/v1

        object EventsV1Event = Event events namespaced
          metadata                  ObjectMeta             1  always
          eventTime                 MicroTime              2  required
          series                    *EventsV1EventSeries   3
          reportingController       string                 4
          reportingInstance         string                 5
          action                    string                 6
          reason                    string                 7
          regarding                 ObjectReference        8  always
          related                   *ObjectReference       9
          note                      string                10
          type                      string                11
          deprecatedSource          EventSource           12  always
          deprecatedFirstTimestamp  Time                  13  always
          deprecatedLastTimestamp   Time                  14  always
          deprecatedCount           int32                 15

        type EventsV1EventSeries = EventSeries
          count             int32       1  required
          lastObservedTime  MicroTime   2  required
        """#
}
