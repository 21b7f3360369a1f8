/**
 * Series in tables of Parquet: {@link io.unfade.parquet.ParquetFormat} is the format that {@link
 * io.unfade.data.io.SeriesFiles} finds. Headers and encodings are decoded by Apache Parquet's own classes, without Hadoop;
 * files, pages and compression are read here, so that no header is trusted with memory.
 */
@NullMarked
package io.unfade.parquet;

import org.jspecify.annotations.NullMarked;
