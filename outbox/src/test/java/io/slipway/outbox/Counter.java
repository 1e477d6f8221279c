package io.slipway.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An aggregate with nothing but its sequence. */
@Entity
@Table(name = "counter")
class Counter {
    @Id
    String id;

    long sequence;

    protected Counter() {}

    Counter(String id) {
        this.id = id;
    }

    long next() {
        sequence++;
        return sequence;
    }
}
