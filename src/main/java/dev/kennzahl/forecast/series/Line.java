package dev.kennzahl.forecast.series;

/** A straight line over the numbers 1, 2, … of the observations. */
record Line(double intercept, double slope) {
    /** The line of least squares; level when there is only one value. */
    static Line through(double[] values) {
        int n = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double middle = (n + 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int t = 1; t <= n; t++) {
            products += (t - middle) * (values[t - 1] - mean);
            squares += (t - middle) * (t - middle);
        }
        double slope = squares == 0 ? 0 : products / squares;
        return new Line(mean - slope * middle, slope);
    }

    double at(double number) {
        return intercept + slope * number;
    }
}
