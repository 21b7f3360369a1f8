package io.unfade.attribution.control;

import io.unfade.attribution.Attribution;
import io.unfade.model.Model;

import java.util.List;

/**
 * A map that is made without the model, and so explains nothing about it: a method whose maps score no better has found
 * nothing either. Cost: the forward pass that chooses the class.
 */
interface Control extends Attribution {
    @Override
    default Class<Model> needs() {
        return Model.class;
    }

    @Override
    default boolean isControl() {
        return true;
    }

    @Override
    default boolean dependsOnOutput() {
        return false;
    }

    @Override
    default Cost cost(int steps, int features) {
        return new Cost(1, 0);
    }

    @Override
    default List<String> doubts() {
        return List.of(kind().key()
                + ": the maps are made without the model, and explain nothing; they are what the maps of a method have to"
                + " beat");
    }
}
