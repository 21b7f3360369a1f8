package io.unfade.experiments.field;

/**
 * A model that is explained.
 *
 * @param key its name in tables and published numbers
 * @param title its name for readers
 * @param published whether published numbers are of such a model
 */
record FieldModel(String key, String title, boolean published) {}
