package io.unfade.attribution.recurrent.graph;

/** A function of one number, applied to each value of a vector. */
public sealed interface Activation {
    /** {@return f(z)} */
    double of(double z);

    /** {@return f'(z)} */
    double derivative(double z);

    /**
     * {@return the size of changes of z below which the slope is better taken from the derivative than from a difference}
     */
    double resolution();

    /** Activations of layers: their argument is what a layer has summed. */
    enum OfLayer implements Activation {
        /** tanh. */
        TANH(1e-7) {
            @Override
            public double of(double z) {
                return Math.tanh(z);
            }

            @Override
            public double derivative(double z) {
                double value = Math.tanh(z);
                return 1 - value * value;
            }
        },
        /** 1 / (1 + exp(-z)). */
        SIGMOID(1e-7) {
            @Override
            public double of(double z) {
                return 1 / (1 + Math.exp(-z));
            }

            @Override
            public double derivative(double z) {
                return of(z) * of(-z);
            }
        },
        /** 1 minus the sigmoid. */
        REST_OF_SIGMOID(1e-7) {
            @Override
            public double of(double z) {
                return 1 / (1 + Math.exp(z));
            }

            @Override
            public double derivative(double z) {
                return -of(z) * of(-z);
            }
        },
        /** exp. */
        EXP(1e-7) {
            @Override
            public double of(double z) {
                return Math.exp(z);
            }

            @Override
            public double derivative(double z) {
                return Math.exp(z);
            }
        },
        /** max(0, z). */
        RELU(0) {
            @Override
            public double of(double z) {
                return Math.max(0, z);
            }

            @Override
            public double derivative(double z) {
                return z > 0 ? 1 : 0;
            }
        };

        private final double resolution;

        OfLayer(double resolution) {
            this.resolution = resolution;
        }

        @Override
        public double resolution() {
            return resolution;
        }
    }

    /** Activations of values that are results of their own, such as a cell state. */
    enum OfResult implements Activation {
        /** tanh. */
        TANH;

        @Override
        public double of(double z) {
            return OfLayer.TANH.of(z);
        }

        @Override
        public double derivative(double z) {
            return OfLayer.TANH.derivative(z);
        }

        @Override
        public double resolution() {
            return OfLayer.TANH.resolution();
        }
    }

    /**
     * The limit of the size of values.
     *
     * @param limit above 0
     */
    record Clip(double limit) implements Activation {
        @Override
        public double of(double z) {
            return Math.max(-limit, Math.min(limit, z));
        }

        @Override
        public double derivative(double z) {
            return Math.abs(z) <= limit ? 1 : 0;
        }

        @Override
        public double resolution() {
            return 0;
        }
    }
}
