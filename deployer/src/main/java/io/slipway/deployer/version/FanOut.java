package io.slipway.deployer.version;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Work: all installations of a provider are to be looked at. {@code afterId} is how far a worker has come. */
@Entity
@Table(name = "fan_out")
public class FanOut {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String provider;

    @Column(name = "after_id")
    private String afterId;

    protected FanOut() {}

    public String provider() {
        return provider;
    }

    public String afterId() {
        return afterId;
    }

    public void advance(String lastId) {
        this.afterId = lastId;
    }
}
