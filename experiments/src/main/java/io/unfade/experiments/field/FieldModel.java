package io.unfade.experiments.field;

/**
 * A model that is explained.
 *
 * @param key its name in tables and published numbers
 * @param title its name for readers
 * @param ofField whether it is a white box or the field's recurrent model of such data, not one of ours
 */
record FieldModel(String key, String title, boolean ofField) {}
