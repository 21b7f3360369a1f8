package io.unfade.serve.fact;

import io.unfade.check.Keyed;

/** What a file or folder of the workspace is to the use cases. */
public enum Kind implements Keyed {
    /** Series. */
    DATA,
    /** A model folder, or a file of another program's network. */
    MODEL,
    /** Saliency. */
    MAPS,
    PREDICTIONS,
    /** The places of the features of brain series. */
    REGIONS,
    REPORT,
    /** What a search, a cross-validation, an audit or an experiment keeps, a folder. */
    RUN,
    /** A picture, or an image of a brain. */
    IMAGE,
    FOLDER,
    OTHER
}
