package dev.kennzahl.demo;

/** Something the demo tenant can be filled with. */
interface DemoData {
    /** A name that changes when the data does. */
    String source();

    /** Brings everything in and returns when all of it is applied and right; doing it again changes nothing. */
    void load(PublicInterface service, Progress progress);

    /** Hears how far loading is. */
    interface Progress {
        void reached(String what, long done, long of);
    }
}
