package io.unfade.cli;

import io.unfade.cli.base.UseCaseCommand;
import io.unfade.workflow.Tune;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.tune.SearchSpace;

import java.util.Set;
import java.util.TreeSet;

/** {@code unfade tune}: options that are given stay as they are, even with their default. */
final class TuneCommand extends UseCaseCommand {
    TuneCommand() {
        super(Tune.class);
    }

    @Override
    public Request<?> request() {
        Tune tune = (Tune) super.request();
        Set<String> searched = SearchSpace.names();
        Set<String> fixed = new TreeSet<>(tune.fixed() == null ? Set.of() : tune.fixed());
        for (Setting setting : Setting.of(Tune.class)) {
            String name = RequestJson.key(setting.name());
            if (searched.contains(name) && given(setting) != null) {
                fixed.add(name);
            }
        }
        return fixed.isEmpty() ? tune : tune.with("fixed", fixed);
    }
}
