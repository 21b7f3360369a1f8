package io.unfade.fmri.group;

import io.unfade.fmri.region.Region;

/**
 * The effect of one class in one region, against all other classes.
 *
 * @param label the class, 0..K-1
 * @param region with its size in voxels, 0 if unknown
 * @param mean of the maps of the class: the share of the saliency, or the signed saliency
 * @param otherMean of the maps of all other classes
 * @param effect Cohen's d, in pooled standard deviations; NaN where all maps have the same value, infinite where they
 *     vary only between the classes
 * @param t Welch's t; likewise
 * @param peakStep the step with the class's largest |saliency| in the region
 * @param p by permutation, for this class and region, uncorrected
 * @param pCorrected by permutation, corrected for all classes and regions (family-wise)
 * @param q false discovery rate over all classes and regions
 */
public record RegionEffect(
        int label,
        Region region,
        double mean,
        double otherMean,
        double effect,
        double t,
        int peakStep,
        double p,
        double pCorrected,
        double q) {}
